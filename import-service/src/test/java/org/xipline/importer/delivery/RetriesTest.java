package org.xipline.importer.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xipline.importer.mailbox.MailboxContract.ALICE;
import static org.xipline.importer.mailbox.MailboxContract.BOB;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.xipline.importer.mailbox.AppendResult;
import org.xipline.importer.mailbox.Messages;
import org.xipline.importer.mailbox.Opening;
import org.xipline.schemas.identity.EmailAddress;
import org.xipline.schemas.record.MailboxMessage;

/** What waits in {@code xip.messages.retry}. */
class RetriesTest extends SteppedDelivery {
  private static final Duration REST = Duration.ofHours(4);

  private final List<MailboxMessage> retries = new ArrayList<>();

  @Test
  void shouldNotLetAMailboxThatRestsForHoursDelayTheRetriesOfOthers() {
    // Their records are far more than may be in hand, or be known.
    for (int i = 0; i < 600; i++) {
      retry(ALICE, "a" + i, REST);
    }
    retry(BOB, "b", Duration.ofMinutes(1));
    assignRetries();

    go(Duration.ofSeconds(70));

    assertThat(server.keysIn(BOB)).containsExactly(Messages.key("b"));
    assertThat(server.contentsOf(ALICE)).isEmpty();
    assertThat(observer.retriesWaiting()).isEqualTo(600);
    assertThat(consumer.lastCommitOf(RETRIES)).isZero();
  }

  @Test
  void shouldDeliverAllThatWaitedWhenItIsDue() {
    for (int i = 0; i < 600; i++) {
      retry(ALICE, "a" + i, REST);
    }
    assignRetries();
    go(Duration.ofSeconds(1));
    time.pass(REST);

    go(Duration.ofMinutes(5));

    assertThat(server.keysIn(ALICE)).hasSize(600).doesNotHaveDuplicates();
    assertThat(consumer.lastCommitOf(RETRIES)).isEqualTo(600);
    assertThat(observer.retriesWaiting()).isZero();
  }

  @Test
  void shouldNotLetAMailboxWithManyRetriesThatAreDueKeepOthersWaiting() {
    for (int i = 0; i < 400; i++) {
      retry(ALICE, "a" + i, Duration.ofSeconds(10));
    }
    retry(BOB, "b", Duration.ofSeconds(11));
    assignRetries();
    server.answerOpening(ALICE, new Opening.Busy(new AppendResult.NotTried("slow")));

    go(Duration.ofSeconds(13));

    assertThat(server.keysIn(BOB)).containsExactly(Messages.key("b"));
    server.answerOpening(ALICE, null);
    go(Duration.ofMinutes(3));
    assertThat(server.keysIn(ALICE)).hasSize(400);
  }

  @Test
  void shouldLeaveWhatRestsWhereItIsInsteadOfWritingItAgain() {
    for (int i = 0; i < 500; i++) {
      retry(ALICE, "a" + i, Duration.ofSeconds(10));
    }
    assignRetries();
    server.answerOpening(
        ALICE, new Opening.Busy(new AppendResult.Throttled("later", Duration.ofMinutes(30))));

    go(Duration.ofMinutes(1));

    // What was in hand when the mailbox asked for rest, and nothing else.
    assertThat(producer.history()).hasSizeLessThan(30);
    assertThat(observer.retriesWaiting()).isGreaterThan(470);
    server.answerOpening(ALICE, null);
    go(Duration.ofMinutes(31));
    assertThat(server.keysIn(ALICE)).hasSizeGreaterThan(470);
  }

  @Test
  void shouldGoOnWhereRecordsExpiredBeforeTheyWereDue() {
    retry(ALICE, "1", Duration.ofMinutes(1));
    retry(BOB, "2", Duration.ofMinutes(1));
    assignRetries();
    go(Duration.ofSeconds(1));

    retryReader.topics().removeBelow(RETRIES, 1);
    go(Duration.ofMinutes(2));

    assertThat(server.keysIn(BOB)).containsExactly(Messages.key("2"));
    assertThat(consumer.lastCommitOf(RETRIES)).isEqualTo(2);
  }

  @Test
  void shouldGoOnWhereAllRecordsExpired() {
    retry(ALICE, "1", Duration.ofMinutes(1));
    assignRetries();
    go(Duration.ofSeconds(1));

    retryReader.topics().removeBelow(RETRIES, 1);
    go(Duration.ofMinutes(2));

    assertThat(consumer.lastCommitOf(RETRIES)).isEqualTo(1);
    assertThat(observer.retriesWaiting()).isZero();
  }

  @Test
  void shouldForgetWhatWaitsInAPartitionThatIsGivenUp() {
    retry(ALICE, "1", Duration.ofMinutes(1));
    assignRetries();
    go(Duration.ofSeconds(1));

    assign(List.of());
    go(Duration.ofMinutes(2));

    assertThat(observer.retriesWaiting()).isZero();
    assertThat(server.contentsOf(ALICE)).isEmpty();
    assertThat(consumer.lastCommitOf(RETRIES)).isZero();
  }

  private void retry(EmailAddress mailbox, String id, Duration due) {
    Instant now = time.now();
    retries.add(OutcomeRecords.retry(Records.message(mailbox, id), 1, now, now.plus(due)));
  }

  private void assignRetries() {
    assign(RETRIES, retries.toArray(MailboxMessage[]::new));
  }
}
