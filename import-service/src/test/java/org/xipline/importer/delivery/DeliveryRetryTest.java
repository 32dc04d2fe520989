package org.xipline.importer.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xipline.importer.mailbox.MailboxContract.ALICE;
import static org.xipline.importer.mailbox.MailboxContract.BOB;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.xipline.importer.health.Impairment;
import org.xipline.importer.health.ImportHealth;
import org.xipline.importer.mailbox.AppendResult;
import org.xipline.importer.mailbox.InterceptedServer;
import org.xipline.importer.mailbox.Messages;
import org.xipline.importer.mailbox.Opening;
import org.xipline.schemas.identity.EmailAddress;
import org.xipline.schemas.reason.DeadLetterReason;
import org.xipline.schemas.record.MailboxMessage;
import org.xipline.schemas.topic.Topic;

class DeliveryRetryTest extends DeliveryRun {
  @Test
  void shouldTryAgainInPlaceWhenItPassesSoon() {
    server.answerNext(later(Duration.ZERO));
    consume(Records.message(ALICE, "1"));
    start();

    eventually(() -> assertThat(committed(PARTITION)).isEqualTo(1));
    assertThat(settledOf("1").getAttempts()).isEqualTo(2);
    assertThat(told(Topic.MESSAGES_RETRY)).isEmpty();
  }

  @Test
  void shouldPutAThrottledMailboxOffAndDeliverToOthers() {
    var throttled = new AppendResult.Throttled("throttled", Duration.ofMinutes(5));
    server.answerOpening(ALICE, new Opening.Busy(throttled));
    consume(Records.message(ALICE, "1"), Records.message(BOB, "2"));
    start();
    eventually(() -> assertThat(committed(PARTITION)).isEqualTo(2));

    consume(Records.message(ALICE, "3"));

    eventually(() -> assertThat(committed(PARTITION)).isEqualTo(3));
    assertThat(server.keysIn(BOB)).containsExactly(Messages.key("2"));
    List<MailboxMessage> retries = parse(Topic.MESSAGES_RETRY);
    assertThat(retries).extracting(MailboxMessage::getItemId).containsExactly("1", "3");
    assertThat(retries).extracting(MailboxMessage::getAttempts).containsExactly(0, 0);
    assertThat(retries).allMatch(retry -> dueIn(retry).compareTo(Duration.ofMinutes(4)) > 0);
    assertThat(told(Topic.MESSAGES_RETRY)).allMatch(retry -> retry.partition() == 0);
    assertThat(observer.health().troubles())
        .singleElement()
        .satisfies(trouble -> {
          assertThat(trouble.mailbox()).isEqualTo(ALICE.value());
          assertThat(trouble.kind()).isEqualTo(Impairment.Kind.THROTTLED);
          assertThat(trouble.until()).isPresent();
        });
  }

  @Test
  void shouldCallAMailboxThatRefusesATroubleUntilItTakesSomething() {
    server.answerNext(later(Duration.ZERO), later(Duration.ofMillis(400)));
    consume(Records.message(ALICE, "1"));
    start();

    eventually(() ->
        assertThat(observer.health().troubles())
            .extracting(Impairment::kind)
            .containsExactly(Impairment.Kind.REFUSING));
    assertThat(observer.health().oldestWaiting()).isPresent();
    eventually(() -> assertThat(committed(PARTITION)).isEqualTo(1));

    assertThat(observer.health()).isEqualTo(new ImportHealth(List.of(), 0, Optional.empty()));
  }

  @Test
  void shouldDeliverARetryWhenItIsDue() {
    MailboxMessage message = Records.message(ALICE, "1");
    Instant now = Instant.now();
    consumer.add(
        RETRIES, 0, OutcomeRecords.retry(message, 3, now, now.plusMillis(300)).toByteArray());
    start();

    eventually(() -> assertThat(committed(RETRIES)).isEqualTo(1));
    assertThat(Instant.now()).isAfter(now.plusMillis(300));
    assertThat(settledOf("1").getAttempts()).isEqualTo(4);
  }

  @Test
  void shouldSetAsideWhatWasTriedForTooLong() {
    MailboxMessage message = Records.message(ALICE, "1");
    Instant longAgo = Instant.now().minus(Duration.ofDays(3));
    server.answerNext(later(Duration.ZERO));
    consumer.add(RETRIES, 0, OutcomeRecords.retry(message, 99, longAgo, longAgo).toByteArray());
    start();

    eventually(() -> assertThat(committed(RETRIES)).isEqualTo(1));
    assertThat(deadLetters().getFirst().getReason()).isEqualTo("attempts-exhausted");
    assertThat(deadLetters().getFirst().getAttempts()).isEqualTo(100);
    assertThat(deadLetters().getFirst().getMessage()).isEqualTo(message);
  }

  @Test
  void shouldWaitForAServerThatIsOutOfReachWithoutCountingAttempts() {
    server.setReachable(false);
    consume(Records.message(ALICE, "1"));
    start();
    eventually(() -> assertThat(consumer.paused()).containsExactlyInAnyOrder(PARTITION, RETRIES));
    assertThat(observer.isReachable()).isFalse();

    server.setReachable(true);

    eventually(() -> assertThat(committed(PARTITION)).isEqualTo(1));
    eventually(() -> assertThat(consumer.paused()).isEmpty());
    assertThat(settledOf("1").getAttempts()).isEqualTo(1);
    assertThat(observer.isReachable()).isTrue();
  }

  @Test
  void shouldSurviveABugInAnAdapter() {
    consume(Records.message(ALICE, "1"));
    start(new InterceptedServer(server, new BuggyOnce(new AtomicBoolean())));

    eventually(() -> assertThat(committed(PARTITION)).isEqualTo(1));
    assertThat(settledOf("1").getAttempts()).isEqualTo(2);
  }

  private record BuggyOnce(AtomicBoolean done) implements InterceptedServer.Interception {

    @Override
    public void opening(EmailAddress mailbox) {
      if (done.compareAndSet(false, true)) {
        throw new IllegalStateException("bug");
      }
    }
  }

  private static AppendResult later(Duration asked) {
    return new AppendResult.TryLater(DeadLetterReason.ATTEMPTS_EXHAUSTED, "busy", asked);
  }

  private static Duration dueIn(MailboxMessage retry) {
    return Duration.between(Instant.now(), InFlightReader.instant(retry.getNotBefore()));
  }
}
