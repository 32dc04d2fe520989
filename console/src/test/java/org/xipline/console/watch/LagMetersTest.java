package org.xipline.console.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.xipline.console.lag.GroupMembers;
import org.xipline.console.lag.LagReading;
import org.xipline.console.lag.OpenTransactions;
import org.xipline.console.lag.PartitionLag;

class LagMetersTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  @Test
  void shouldShowGroupsThatCountAndOpenTransactions() {
    // Given
    var reading =
        new LagReading(
            List.of(
                lag("xip-import", 3, OptionalLong.of(10)),
                lag("xip-import@imap://gone:143", 3, OptionalLong.empty())),
            List.of(new OpenTransactions("xip.messages", 3, 4, Duration.ofMillis(2500))),
            List.of(
                new GroupMembers("xip-import", true, 2),
                new GroupMembers("xip-import@imap://gone:143", false, 0)));

    // When
    new LagMeters(registry).show(reading);

    // Then
    assertThat(registry.get("xipline.consumer.lag.records").gauges())
        .singleElement()
        .satisfies(it -> assertThat(it.value()).isEqualTo(7))
        .satisfies(it -> assertThat(it.getId().getTag("group")).isEqualTo("xip-import"))
        .satisfies(it -> assertThat(it.getId().getTag("partition")).isEqualTo("3"));
    assertThat(value("xipline.consumer.lag.seconds")).isEqualTo(1.5);
    assertThat(value("xipline.consumer.group.members")).isEqualTo(2);
    assertThat(value("xipline.open.transaction.records")).isEqualTo(4);
    assertThat(value("xipline.open.transaction.seconds")).isEqualTo(2.5);
  }

  private double value(String meter) {
    return registry.get(meter).gauge().value();
  }

  private static PartitionLag lag(String group, int partition, OptionalLong committed) {
    return new PartitionLag(
        group, "xip.messages", partition, committed, 0, 17, Duration.ofMillis(1500));
  }
}
