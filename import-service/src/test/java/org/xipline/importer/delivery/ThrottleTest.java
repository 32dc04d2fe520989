package org.xipline.importer.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ThrottleTest {
  private static final TopicPartition ONE = new TopicPartition("xip.messages", 0);
  private static final TopicPartition OTHER = new TopicPartition("xip.messages", 1);
  private static final TopicPartition RETRY = new TopicPartition("xip.messages.retry", 0);

  private final Throttle throttle = sharedBy(1);

  private static Throttle sharedBy(int deliveries) {
    return new Throttle(
        new DeliverySettings(1000, 300, 90, 1, 1, 1, Duration.ofSeconds(1), Duration.ofSeconds(1)),
        deliveries,
        List.of(ONE, OTHER, RETRY));
  }

  @Test
  void shouldGiveEachPartitionAnEqualShare() {
    assertThat(throttle.isFull(ONE, 499, false)).isFalse();
    assertThat(throttle.isFull(ONE, 500, false)).isTrue();
    assertThat(throttle.retriesShareBytes()).isEqualTo(300);
    assertThat(throttle.retriesShareKnown()).isEqualTo(90);
  }

  @Test
  void shouldGiveEachDeliveryAnEqualShare() {
    assertThat(sharedBy(2).isFull(ONE, 249, false)).isFalse();
    assertThat(sharedBy(2).isFull(ONE, 250, false)).isTrue();
    assertThat(sharedBy(2).retriesShareBytes()).isEqualTo(150);
    assertThat(sharedBy(2).retriesShareKnown()).isEqualTo(45);
  }

  @Test
  void shouldReadRetriesOnWhateverIsInHand() {
    assertThat(throttle.isFull(RETRY, 1_000_000, false)).isFalse();
  }

  @Test
  void shouldGoOnWhenHalfOfItIsGone() {
    assertThat(throttle.isFull(OTHER, 250, true)).isTrue();
    assertThat(throttle.isFull(OTHER, 249, true)).isFalse();
  }
}
