package org.xipline.ingest.connector;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.ToLongFunction;
import org.xipline.ingest.drop.FileDecision;

/**
 * What polling counts, by connector. Law: {@code published = imported + quarantined + awaiting an
 * answer}, as long as nobody takes files out of a drop.
 */
final class DropMetrics {
  private static final String FILES = "xipline.drop.files";

  private final MeterRegistry registry;
  private final MultiGauge missing;
  private final MultiGauge unanswered;
  private final MultiGauge unansweredSeconds;

  DropMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.missing =
        MultiGauge.builder("xipline.connector.feed.missing")
            .description("1 if the expected archive is missing")
            .register(registry);
    this.unanswered =
        MultiGauge.builder("xipline.drop.unanswered.files")
            .description("Published files without an answer")
            .register(registry);
    this.unansweredSeconds =
        MultiGauge.builder("xipline.drop.unanswered.seconds")
            .description(
                "How long the oldest published file has been waiting for an answer; 0"
                    + " if every file has one")
            .register(registry);
  }

  void published(String connector) {
    count(connector, "published");
  }

  void disposed(String connector, FileDecision verdict) {
    count(
        connector,
        switch (verdict) {
          case FileDecision.Imported _ -> "imported";
          case FileDecision.Rejected _ -> "quarantined";
        });
  }

  /** Of the connectors that this instance polls, and of no other. */
  void show(Collection<ConnectorView> connectors, Instant now) {
    missing.register(rows(connectors, it -> it.missingSince(now).isPresent() ? 1 : 0), true);
    unanswered.register(rows(connectors, it -> it.standing().unanswered().size()), true);
    unansweredSeconds.register(rows(connectors, it -> secondsUnanswered(it, now)), true);
  }

  private static List<MultiGauge.Row<?>> rows(
      Collection<ConnectorView> connectors, ToLongFunction<ConnectorView> value) {
    return connectors.stream()
        .<MultiGauge.Row<?>>map(it ->
            MultiGauge.Row.of(
                Tags.of("connector", it.connector().getName()), value.applyAsLong(it)))
        .toList();
  }

  private static long secondsUnanswered(ConnectorView connector, Instant now) {
    return connector
        .standing()
        .oldestUnanswered()
        .map(oldest -> Math.max(1, Duration.between(oldest.publishedAt(), now).toSeconds()))
        .orElse(0L);
  }

  private void count(String connector, String result) {
    registry.counter(FILES, "connector", connector, "result", result).increment();
  }
}
