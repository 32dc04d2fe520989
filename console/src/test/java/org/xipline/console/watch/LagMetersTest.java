package org.xipline.console.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.xipline.console.lag.PartitionLag;

class LagMetersTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  @Test
  void shouldShowRecordsAndSecondsOfGroupsThatLast() {
    // Given
    var lags =
        List.of(
            new PartitionLag("xip-import", "xip.messages", 3, 10, 17, Duration.ofMillis(1500)),
            new PartitionLag(
                "xipline-ledger-reading-1", "xip.outcomes", 0, 0, 9, Duration.ofSeconds(9)));

    // When
    new LagMeters(registry).show(lags);

    // Then
    assertThat(registry.get("xipline.consumer.lag.records").gauges())
        .singleElement()
        .satisfies(it -> assertThat(it.value()).isEqualTo(7))
        .satisfies(it -> assertThat(it.getId().getTag("group")).isEqualTo("xip-import"))
        .satisfies(it -> assertThat(it.getId().getTag("partition")).isEqualTo("3"));
    assertThat(registry.get("xipline.consumer.lag.seconds").gauge().value()).isEqualTo(1.5);
  }
}
