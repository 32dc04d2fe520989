package org.xipline.importer.imap.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xipline.importer.mailbox.MailboxContract.ALICE;
import static org.xipline.importer.mailbox.MailboxContract.BOB;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.xipline.importer.imap.session.LogInRule.Refusal;
import org.xipline.schemas.identity.EmailAddress;

class LogInHistoryTest {
  private static final Instant NOW = Instant.parse("2026-11-20T09:15:00Z");
  private static final EmailAddress CAROL = new EmailAddress("carol@contoso.example");

  private final LogInHistory history = new LogInHistory();

  @Test
  void shouldCountTheMailboxesThatWereRefusedAndSinceWhen() {
    refuse(ALICE, 0);
    refuse(ALICE, 1);
    long before = refuse(BOB, 2);

    assertThat(history.refusal(BOB, false, before, NOW.plusSeconds(2)))
        .isEqualTo(new Refusal(false, NOW.plusSeconds(2), 2, NOW, false));
    assertThat(history.isProven()).isFalse();
  }

  @Test
  void shouldKnowSinceWhenAMailboxIsRefusedWhileOthersGetIn() {
    refuse(ALICE, 0);
    history.gotIn(BOB);
    long before = refuse(ALICE, 60);
    history.gotIn(BOB);

    assertThat(history.refusal(ALICE, false, before, NOW.plusSeconds(61)))
        .isEqualTo(new Refusal(false, NOW, 0, NOW.plusSeconds(61), true));
    assertThat(history.isProven()).isTrue();
  }

  @Test
  void shouldNotTakeAnEarlierLogInForOneThatCameAfterTheRefusal() {
    history.gotIn(BOB);
    long before = refuse(ALICE, 0);

    assertThat(history.refusal(ALICE, false, before, NOW).anotherGotInSince()).isFalse();
  }

  @Test
  void shouldNotTakeAMailboxForAnother() {
    long before = refuse(ALICE, 0);
    history.gotIn(ALICE);

    assertThat(history.refusal(ALICE, false, before, NOW).anotherGotInSince()).isFalse();
  }

  @Test
  void shouldBeginAnewWithAMailboxThatGotInMeanwhile() {
    refuse(ALICE, 0);
    history.gotIn(ALICE);
    long before = refuse(ALICE, 59);

    assertThat(history.refusal(ALICE, false, before, NOW.plusSeconds(59)).since())
        .isEqualTo(NOW.plusSeconds(59));
  }

  @Test
  void shouldNotBelieveAServerThatWentMeanwhile() {
    refuse(ALICE, 0);
    history.serverLost();
    long before = refuse(ALICE, 59);

    assertThat(history.refusal(ALICE, false, before, NOW.plusSeconds(59)))
        .isEqualTo(new Refusal(false, NOW.plusSeconds(59), 1, NOW.plusSeconds(59), false));
  }

  @Test
  void shouldNameOthersThatGotInTheLatestFirstAndThoseRefusedSinceLast() {
    history.gotIn(ALICE);
    history.gotIn(BOB);
    history.gotIn(CAROL);

    assertThat(history.others(CAROL)).containsExactly(BOB, ALICE);

    refuse(BOB, 0);

    assertThat(history.others(CAROL)).containsExactly(ALICE, BOB);
  }

  private long refuse(EmailAddress mailbox, int seconds) {
    return history.refused(mailbox, NOW.plusSeconds(seconds));
  }
}
