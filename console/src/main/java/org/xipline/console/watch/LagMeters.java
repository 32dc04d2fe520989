package org.xipline.console.watch;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.Collection;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.xipline.console.lag.PartitionLag;
import org.xipline.console.ledger.Ledger;

/**
 * How far each group is behind, by topic and partition, as the brokers know it. Law: {@code
 * lag.records = end of the partition - committed offset}; offsets that transactions leave count
 * too, but wait for nobody: their seconds are 0. A command's own reading of the ledger is left out.
 */
final class LagMeters {
  private final MultiGauge records;
  private final MultiGauge seconds;

  LagMeters(MeterRegistry registry) {
    records =
        MultiGauge.builder("xipline.consumer.lag.records")
            .description("offsets that a group has not committed yet")
            .register(registry);
    seconds =
        MultiGauge.builder("xipline.consumer.lag.seconds")
            .description("how long the record waits that a group goes on at")
            .register(registry);
  }

  /** Takes the place of what was shown before. */
  void show(Collection<PartitionLag> partitions) {
    List<PartitionLag> lasting =
        partitions.stream().filter(it -> !Ledger.isOfOneReading(it.group())).toList();
    records.register(rows(lasting, PartitionLag::records), true);
    seconds.register(rows(lasting, it -> it.time().toMillis() / 1000.0), true);
  }

  private static List<Row<?>> rows(
      Collection<PartitionLag> partitions, ToDoubleFunction<PartitionLag> value) {
    return partitions.stream()
        .<Row<?>>map(it -> Row.of(tags(it), value.applyAsDouble(it)))
        .toList();
  }

  private static Tags tags(PartitionLag lag) {
    return Tags.of(
        "group", lag.group(), "topic", lag.topic(), "partition", String.valueOf(lag.partition()));
  }
}
