package org.xipline.importer.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.xipline.importer.mailbox.MailboxContract.ALICE;
import static org.xipline.importer.mailbox.MailboxContract.BOB;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;
import org.xipline.importer.mailbox.InterceptedServer;
import org.xipline.schemas.identity.EmailAddress;
import org.xipline.schemas.record.PairResult;

class DeliveryStopTest extends DeliveryRun {
  @Test
  void shouldNotLetASlowMailboxKeepOthersWaiting() {
    var slow = new SlowFor(ALICE);
    consume(Records.message(ALICE, "1"), Records.message(BOB, "2"));
    start(new InterceptedServer(server, slow));

    eventually(() -> assertThat(settled()).hasSize(1));
    assertThat(settledOf("2").getResult()).isEqualTo(PairResult.PAIR_RESULT_DELIVERED);
    assertThat(committed(PARTITION)).isZero();

    slow.release();
    eventually(() -> assertThat(committed(PARTITION)).isEqualTo(2));
  }

  @Test
  void shouldPauseWhenEnoughIsInHand() {
    var slow = new SlowFor(ALICE);
    for (int i = 0; i < 40; i++) {
      consume(Records.message(ALICE, "m" + i));
    }
    start(new InterceptedServer(server, slow));
    eventually(() -> assertThat(consumer.paused()).containsExactly(PARTITION));

    slow.release();

    eventually(() -> assertThat(consumer.paused()).isEmpty());
    eventually(() -> assertThat(committed(PARTITION)).isEqualTo(40));
  }

  @Test
  void shouldDrainBeforePartitionsAreGivenUp() {
    server.setAppendTakes(Duration.ofMillis(200));
    consume(Records.message(ALICE, "1"), Records.message(BOB, "2"));
    start();
    eventually(() -> assertThat(server.appendCommands()).isPositive());

    consumer.schedulePollTask(() -> consumer.rebalance(List.of()));

    eventually(() -> assertThat(settled()).hasSize(2));
    eventually(() -> assertThat(consumer.lastCommitOf(PARTITION)).isEqualTo(2));
  }

  @Test
  void shouldGiveUpWhatWaitsForAServerOutOfReachWhenItStops() throws Exception {
    server.setReachable(false);
    consume(Records.message(ALICE, "1"));
    start();
    eventually(() -> assertThat(observer.isReachable()).isFalse());

    stopDelivery.run();
    running.get(4, TimeUnit.SECONDS);

    assertThat(observer.count(DeliveryObserver.Fate.GIVEN_UP)).isEqualTo(1);
    assertThat(consumer.lastCommitOf(PARTITION)).isZero();
  }

  @Test
  void shouldLeaveRetriesThatWaitToWhoeverComesNext() throws Exception {
    Instant far = Instant.now().plusSeconds(3600);
    consumer.add(
        RETRIES, 0, OutcomeRecords.retry(Records.message(ALICE, "1"), 1, far, far).toByteArray());
    start();
    eventually(() -> assertThat(observer.retriesWaiting()).isEqualTo(1));

    stopDelivery.run();
    running.get(10, TimeUnit.SECONDS);

    assertThat(observer.consumedCount()).isZero();
    assertThat(consumer.lastCommitOf(RETRIES)).isZero();
    assertThat(consumer.closed()).isTrue();
  }

  @Test
  void shouldEndLoudlyWhenOutcomesCannotBeTold() {
    producer = producer(false);
    consume(Records.message(ALICE, "1"));
    start();
    eventually(() -> assertThat(producer.history()).hasSize(1));

    producer.errorNext(new KafkaException("no brokers left"));

    // Sooner than a drain would take.
    assertThatThrownBy(() -> running.get(4, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasRootCauseMessage("no brokers left");
    assertThat(consumer.closed()).isTrue();
    assertThat(consumer.lastCommitOf(PARTITION)).isZero();
  }

  /** A mailbox that does not open until it is told to. */
  private record SlowFor(EmailAddress slow, CompletableFuture<Void> released)
      implements InterceptedServer.Interception {

    SlowFor(EmailAddress slow) {
      this(slow, new CompletableFuture<>());
    }

    void release() {
      released.complete(null);
    }

    @Override
    public void opening(EmailAddress mailbox) {
      if (mailbox.equals(slow)) {
        released.join();
      }
    }
  }
}
