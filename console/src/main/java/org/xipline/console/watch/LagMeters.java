package org.xipline.console.watch;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.xipline.console.lag.LagReading;
import org.xipline.console.lag.OpenTransactions;
import org.xipline.console.lag.PartitionLag;

/**
 * How far each group is behind, by topic and partition, as the brokers know it. Law: {@code
 * lag.records = high watermark - committed offset}, or less the first offset that there is where
 * nothing was committed. Offsets that transactions leave count too, but wait for nobody: their
 * seconds are 0. Names of groups and topics are those on the brokers.
 */
final class LagMeters {
  private final MultiGauge records;
  private final MultiGauge seconds;
  private final MultiGauge members;
  private final MultiGauge openRecords;
  private final MultiGauge openSeconds;

  LagMeters(MeterRegistry registry) {
    records = gauge(registry, "consumer.lag.records", "Offsets that a group has not committed");
    seconds =
        gauge(
            registry,
            "consumer.lag.seconds",
            "Age of the oldest record that a group has not" + " committed");
    members = gauge(registry, "consumer.group.members", "Number of consumers in a group");
    openRecords =
        gauge(
            registry,
            "open.transaction.records",
            "Offsets between the last stable offset and the high watermark");
    openSeconds =
        gauge(
            registry,
            "open.transaction.seconds",
            "Age of the oldest record that an open transaction holds back");
  }

  private static MultiGauge gauge(MeterRegistry registry, String name, String description) {
    return MultiGauge.builder("xipline." + name).description(description).register(registry);
  }

  /** Takes the place of what was shown before. */
  void show(LagReading reading) {
    LagReading counting = reading.ofGroupsThatCount();
    records.register(rows(counting.partitions(), it -> Row.of(tags(it), it.records())), true);
    seconds.register(rows(counting.partitions(), it -> Row.of(tags(it), seconds(it.time()))), true);
    members.register(
        rows(counting.groups(), it -> Row.of(Tags.of("group", it.group()), it.members())), true);
    openRecords.register(rows(reading.transactions(), it -> Row.of(tags(it), it.records())), true);
    openSeconds.register(
        rows(reading.transactions(), it -> Row.of(tags(it), seconds(it.time()))), true);
  }

  private static <T> List<Row<?>> rows(List<T> of, Function<T, Row<?>> row) {
    return of.stream().<Row<?>>map(row).toList();
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1000.0;
  }

  private static Tags tags(PartitionLag lag) {
    return Tags.of(
        "group", lag.group(), "topic", lag.topic(), "partition", String.valueOf(lag.partition()));
  }

  private static Tags tags(OpenTransactions open) {
    return Tags.of("topic", open.topic(), "partition", String.valueOf(open.partition()));
  }
}
