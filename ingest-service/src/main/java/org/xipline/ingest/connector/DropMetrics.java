package org.xipline.ingest.connector;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.Map;
import org.xipline.ingest.drop.Verdict;

/**
 * What polling counts, by connector. Law: {@code published = imported + quarantined + awaiting an
 * answer}, as long as nobody takes files out of a drop.
 */
final class DropMetrics {
  private static final String FILES = "xipline.drop.files";

  private final MeterRegistry registry;
  private final MultiGauge missing;

  DropMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.missing =
        MultiGauge.builder("xipline.connector.feed.missing")
            .description("1 where the archive that is expected every day has not come")
            .register(registry);
  }

  void published(String connector) {
    count(connector, "published");
  }

  void disposed(String connector, Verdict verdict) {
    count(
        connector,
        switch (verdict) {
          case Verdict.Imported _ -> "imported";
          case Verdict.Rejected _ -> "quarantined";
        });
  }

  /** Of the connectors that this instance polls, and of no other. */
  void feeds(Map<String, Boolean> missingByConnector) {
    missing.register(
        missingByConnector.entrySet().stream()
            .map(feed ->
                MultiGauge.Row.of(
                    Tags.of("connector", feed.getKey()),
                    Boolean.TRUE.equals(feed.getValue()) ? 1 : 0))
            .toList(),
        true);
  }

  private void count(String connector, String result) {
    registry.counter(FILES, "connector", connector, "result", result).increment();
  }
}
