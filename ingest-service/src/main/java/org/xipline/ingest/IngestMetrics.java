package org.xipline.ingest;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import org.xipline.schemas.reason.RejectionReason;

/**
 * What ingest counts. Law: {@code arrivals = accepted + rejected + repeated + in hand}; and an
 * archive counts as accepted when it is published, not before.
 */
final class IngestMetrics {
  private static final String ARCHIVES = "xipline.ingest.archives";

  private final MeterRegistry registry;
  private final Counter arrivals;
  private final Counter entries;
  private final Timer duration;

  IngestMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.arrivals = registry.counter("xipline.ingest.arrivals");
    this.entries = registry.counter("xipline.ingest.entries");
    this.duration = registry.timer("xipline.ingest.duration");
    archives("accepted", "");
    archives("repeated", "");
    for (RejectionReason reason : RejectionReason.values()) {
      archives("rejected", reason.code());
    }
  }

  void arrived() {
    arrivals.increment();
  }

  void published(Ingestion ingestion, Duration took) {
    duration.record(took);
    switch (ingestion) {
      case Ingestion.Accepted(var archive, _) -> {
        entries.increment(archive.entries());
        count("accepted", "");
      }
      case Ingestion.Rejected(var reason, _, _) -> count("rejected", reason.code());
      case Ingestion.Repeated() -> count("repeated", "");
    }
  }

  private void count(String result, String reason) {
    archives(result, reason).increment();
  }

  /** There from the start: what begins at one has no increase. */
  private Counter archives(String result, String reason) {
    return registry.counter(ARCHIVES, "result", result, "reason", reason);
  }
}
