package org.xipline.importer.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.xipline.importer.mailbox.MailboxContract.ALICE;
import static org.xipline.importer.mailbox.MailboxContract.BOB;

import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.xipline.schemas.record.PairResult;
import org.xipline.schemas.record.PairsSettled;

class DeliveryLogInTest extends DeliveryRun {
  @Test
  void shouldFailWhereNobodyGetsInAndSomebodyWaits() {
    server.answerOpening(
        ALICE, CredentialLockoutTest.refusal(3, Instant.now().minusSeconds(60), true));

    start(server, SETTINGS.whileAwaited());
    consume(Records.message(ALICE, "1"));

    assertThatThrownBy(() -> running.get(4, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasRootCauseInstanceOf(CredentialLockoutException.class)
        .rootCause()
        .hasMessageContaining("3 mailboxes were tried")
        .hasMessageContaining("NO [AUTHENTICATIONFAILED] no")
        .hasMessageContaining("--imap-auth");
    assertThat(settled()).isEmpty();
  }

  @Test
  void shouldPauseWhereNobodyGetsInAndNobodyWaits() {
    server.answerOpening(ALICE, CredentialLockoutTest.refusal(3, Instant.now(), true));
    start();
    consume(Records.message(ALICE, "1"));
    eventually(() -> assertThat(observer.isReachable()).isFalse());
    assertThat(settled()).isEmpty();

    server.answerOpening(ALICE, null);

    eventually(
        () -> assertThat(settled()).extracting(PairsSettled::getAttempts).containsExactly(1));
    assertThat(observer.isReachable()).isTrue();
  }

  @Test
  void shouldNotHoldOneMailboxThatIsRefusedAgainstTheServer() {
    server.answerOpening(ALICE, CredentialLockoutTest.refusal(1, Instant.now(), true));
    start();

    consume(Records.message(ALICE, "1"), Records.message(BOB, "2"));

    eventually(
        () -> assertThat(settled()).extracting(PairsSettled::getItemId).containsExactly("2"));
    assertThat(settledOf("2").getResult()).isEqualTo(PairResult.PAIR_RESULT_DELIVERED);
    assertThat(observer.isReachable()).isTrue();
  }
}
