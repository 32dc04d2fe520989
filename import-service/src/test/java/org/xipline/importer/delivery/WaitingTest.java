package org.xipline.importer.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xipline.importer.mailbox.MailboxContract.ALICE;
import static org.xipline.importer.mailbox.MailboxContract.BOB;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.xipline.importer.mailbox.AppendResult;
import org.xipline.importer.mailbox.Messages;
import org.xipline.importer.mailbox.Opening;
import org.xipline.schemas.identity.EmailAddress;
import org.xipline.schemas.payload.PayloadKey;
import org.xipline.schemas.reason.DeadLetterReason;
import org.xipline.schemas.record.MailboxMessage;
import org.xipline.schemas.record.PairsPostponed;
import org.xipline.schemas.record.PairsSettled;
import org.xipline.schemas.record.Payload;
import org.xipline.schemas.topic.Topic;

/** What messages wait for, and what is told of it. */
class WaitingTest extends SteppedDelivery {
  private static final EmailAddress CAROL = new EmailAddress("carol@contoso.example");
  private static final EmailAddress DAVE = new EmailAddress("dave@contoso.example");

  @Test
  void shouldTellWhatAPostponedMessageWaitsForAndUntilWhen() {
    Duration rest = Duration.ofMinutes(5);
    server.answerOpening(ALICE, new Opening.Busy(new AppendResult.Throttled("throttled", rest)));
    assign(ONE, Records.message(ALICE, "1"));
    delivery.turn();
    Instant begin = time.now();

    go(Duration.ofSeconds(1));

    assertThat(told.postponed())
        .singleElement()
        .satisfies(fact -> {
          assertThat(fact.getItemId()).isEqualTo("1");
          assertThat(fact.getMailbox()).isEqualTo(ALICE.value());
          assertThat(fact.getAddressesList())
              .containsExactly(ALICE.value(), "alias." + ALICE.value());
          assertThat(fact.getReason()).isEqualTo("attempts-exhausted");
          assertThat(fact.getDetail()).isEqualTo("throttled");
          assertThat(InFlightReader.instant(fact.getFirstTriedAt())).isEqualTo(begin);
          assertThat(InFlightReader.instant(fact.getNextTryAt())).isEqualTo(begin.plus(rest));
        });
    assertThat(told.records(Topic.OUTCOMES))
        .extracting(record -> record.key())
        .containsExactly(Records.ARCHIVE);
    assertThat(consumer.lastCommitOf(ONE)).isEqualTo(1);
  }

  @Test
  void shouldTellOnceInAnOutageWhatTheMessagesThatWereTriedWaitFor() {
    server.setReachable(false);
    assign(ONE, Records.message(ALICE, "1"), Records.message(BOB, "2"));
    go(Duration.ofMinutes(30));

    assertThat(told.postponed())
        .extracting(PairsPostponed::getItemId)
        .containsExactlyInAnyOrder("1", "2");
    assertThat(told.postponed())
        .allMatch(fact -> fact.getDetail().equals("connection refused") && !fact.hasNextTryAt());

    server.setReachable(true);
    go(Outage.LONGEST_BACKOFF.plusSeconds(1));

    assertThat(told.settled()).hasSize(2);
    assertThat(told.postponed()).hasSize(2);
  }

  @Test
  void shouldPostponeNothingButTheMessageWhosePayloadCannotBeHad() throws IOException {
    payloads.fail(new IOException("store is down"));
    assign(ONE, staged(ALICE, "1"), Records.message(ALICE, "2"));
    go(Duration.ofSeconds(1));
    assertThat(server.keysIn(ALICE)).containsExactly(Messages.key("2"));

    // Also when it comes alone, and others after it.
    assign(TWO, staged(ALICE, "3"));
    go(Duration.ofSeconds(1));
    assign(ONE, Records.message(ALICE, "4"));
    go(Duration.ofSeconds(1));

    assertThat(server.keysIn(ALICE)).containsExactly(Messages.key("2"), Messages.key("4"));
    assertThat(told.postponed()).extracting(PairsPostponed::getItemId).containsExactly("1", "3");
    assertThat(told.postponed().getFirst().getDetail()).contains("store is down");
  }

  @Test
  void shouldNotLetOneMessageThatIsRefusedForNowPostponeThoseThatGoWithIt() {
    server.answerNext(later(Duration.ofMinutes(5)));
    assign(ONE, Records.message(ALICE, "1"), Records.message(ALICE, "2"));
    go(Duration.ofSeconds(1));
    assign(TWO, Records.message(ALICE, "3"));
    go(Duration.ofSeconds(1));

    assertThat(server.keysIn(ALICE)).containsExactly(Messages.key("2"), Messages.key("3"));
  }

  @Test
  void shouldNeverSetAsideAMailboxThatIsNotLetInWhileItIsUndecided() {
    server.answerOpening(ALICE, CredentialLockoutTest.refusal(1, time.now(), true));
    assign(List.of(ONE, RETRIES), Records.message(ALICE, "1"));
    for (int day = 0; day < 5; day++) {
      go(Duration.ofSeconds(30));
      time.pass(Duration.ofDays(1));
    }

    assertThat(told.settled()).isEmpty();
    assertThat(told.postponed()).isNotEmpty();
    assertThat(told.postponed().getFirst().getReason()).isEqualTo("mailbox-access-denied");
    assertThat(observer.isReachable()).isTrue();
  }

  @Test
  void shouldFindAMailboxThatGetsInAmongManyThatAreRefused() {
    for (EmailAddress gone : List.of(ALICE, BOB, CAROL)) {
      server.answerOpening(gone, CredentialLockoutTest.refusal(3, time.now(), true));
    }
    assign(
        ONE, Records.message(ALICE, "1"), Records.message(BOB, "2"), Records.message(CAROL, "3"));
    go(Duration.ofMinutes(20));
    assertThat(observer.isReachable()).isFalse();
    assertThat(told.settled()).isEmpty();

    // It comes only now.
    assign(List.of(ONE, TWO));
    add(TWO, Records.message(DAVE, "4"));
    go(Outage.LONGEST_BACKOFF.plusSeconds(1));

    assertThat(told.settled()).extracting(PairsSettled::getItemId).containsExactly("4");
  }

  @Test
  void shouldCostNoAttemptThatNobodyGetsIn() {
    List<EmailAddress> all = IntStream.range(0, 5).mapToObj(WaitingTest::mailbox).toList();
    all.forEach(it -> server.answerOpening(it, CredentialLockoutTest.refusal(5, time.now(), true)));
    var messages = new ArrayList<MailboxMessage>();
    all.forEach(it -> messages.add(Records.message(it, it.value())));
    assign(ONE, messages.toArray(MailboxMessage[]::new));
    go(Duration.ofHours(3));
    assertThat(told.settled()).isEmpty();
    assertThat(told.records(Topic.MESSAGES_RETRY)).isEmpty();

    all.forEach(it -> server.answerOpening(it, null));
    go(Outage.LONGEST_BACKOFF.plusSeconds(1));

    assertThat(told.settled()).hasSize(5).allMatch(fact -> fact.getAttempts() == 1);
  }

  private static EmailAddress mailbox(int number) {
    return new EmailAddress("m" + number + "@contoso.example");
  }

  private static AppendResult later(Duration wait) {
    return new AppendResult.TryLater(DeadLetterReason.MESSAGE_REJECTED, "not now", wait);
  }

  private MailboxMessage staged(EmailAddress mailbox, String id) throws IOException {
    var stored =
        payloads.put(new PayloadKey("messages/" + id), out -> out.write(Messages.content(id)));
    return Records.message(mailbox, id).toBuilder()
        .setPayload(Payload.newBuilder().setClaimCheck(stored.claimCheck()))
        .build();
  }
}
