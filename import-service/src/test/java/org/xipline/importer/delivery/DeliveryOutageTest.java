package org.xipline.importer.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xipline.importer.mailbox.MailboxContract.ALICE;
import static org.xipline.importer.mailbox.MailboxContract.BOB;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.xipline.importer.mailbox.Messages;

/** A server that is out of reach while partitions come and go. */
class DeliveryOutageTest extends SteppedDelivery {
  private static final Duration OUTAGE = Duration.ofMinutes(2);
  private static final Duration LONGEST_RECOVERY = Outage.LONGEST_BACKOFF.plusSeconds(1);

  @Test
  void shouldGoOnWithPartitionsThatCameDuringAnOutage() {
    server.setReachable(false);
    assign(ONE, Records.message(ALICE, "1"));
    go(OUTAGE);
    assign(TWO, Records.message(BOB, "2"));
    go(OUTAGE);
    assertThat(consumer.paused()).contains(TWO);
    assertThat(observer.count(DeliveryObserver.Fate.GIVEN_UP)).isEqualTo(1);

    server.setReachable(true);
    go(LONGEST_RECOVERY);

    assertThat(observer.isReachable()).isTrue();
    assertThat(server.keysIn(BOB)).containsExactly(Messages.key("2"));
    assertThat(consumer.lastCommitOf(TWO)).isEqualTo(1);
  }

  @Test
  void shouldNoticeTheEndOfAnOutageWithoutAnyPartition() {
    server.setReachable(false);
    assign(ONE, Records.message(ALICE, "1"));
    go(OUTAGE);
    assign(List.of());
    go(OUTAGE);

    server.setReachable(true);
    go(LONGEST_RECOVERY);

    assertThat(observer.isReachable()).isTrue();
    assertThat(server.contentsOf(ALICE)).isEmpty();
  }

  @Test
  void shouldTryAServerOutOfReachOneBatchAtATime() {
    server.setReachable(false);
    assign(ONE, Records.message(ALICE, "1"), Records.message(BOB, "2"));
    go(Duration.ofMinutes(10));

    // Two at first, then at most every 15 seconds.
    assertThat(server.openings()).isBetween(20, 40);

    server.setReachable(true);
    go(LONGEST_RECOVERY);

    assertThat(consumer.lastCommitOf(ONE)).isEqualTo(2);
  }

  @Test
  void shouldLetGoAtOnceOfWhatAnOutageKeepsWaiting() {
    server.setReachable(false);
    assign(ONE, Records.message(ALICE, "1"), Records.message(BOB, "2"));
    go(Duration.ofSeconds(5));

    assign(TWO);
    delivery.turn();

    assertThat(observer.count(DeliveryObserver.Fate.GIVEN_UP)).isEqualTo(2);
    assertThat(consumer.lastCommitOf(ONE)).isZero();
  }

  @Test
  void shouldDeliverAgainWhatCameBackAfterAnOutage() {
    server.setReachable(false);
    assign(ONE, Records.message(ALICE, "1"));
    go(OUTAGE);
    assign(List.of());
    go(OUTAGE);
    server.setReachable(true);
    assign(ONE);
    consumer.add(ONE, 0, Records.message(ALICE, "1").toByteArray());

    go(LONGEST_RECOVERY);

    assertThat(server.keysIn(ALICE)).containsExactly(Messages.key("1"));
    assertThat(consumer.lastCommitOf(ONE)).isEqualTo(1);
  }
}
