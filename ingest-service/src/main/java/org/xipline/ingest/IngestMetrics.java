package org.xipline.ingest;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import org.xipline.ingest.arrival.ArrivalCounts;
import org.xipline.schemas.reason.RejectionReason;

/**
 * What ingest counts. Law: {@code arrivals = accepted + resumed + rejected + repeated + restaged +
 * passed on + set aside + given up + rested + in hand}; an archive counts as accepted when all of
 * it is published, not before.
 */
public final class IngestMetrics implements ArrivalCounts {
  private static final String ARCHIVES = "xipline.ingest.archives";

  private final MeterRegistry registry;
  private final Counter arrivals;
  private final Counter entries;
  private final Timer duration;
  private final Timer transactions;

  public IngestMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.arrivals = registry.counter("xipline.ingest.arrivals");
    this.entries = registry.counter("xipline.ingest.entries");
    this.duration = registry.timer("xipline.ingest.duration");
    this.transactions = registry.timer("xipline.ingest.transaction");
    for (String result :
        new String[] {
          "accepted",
          "resumed",
          "repeated",
          "restaged",
          "passed-on",
          "set-aside",
          "given-up",
          "rested"
        }) {
      archives(result, "");
    }
    for (RejectionReason reason : RejectionReason.values()) {
      archives("rejected", reason.code());
    }
  }

  @Override
  public void taken() {
    arrivals.increment();
  }

  @Override
  public void givenUp() {
    count("given-up", "");
  }

  @Override
  public void rested() {
    count("rested", "");
  }

  /** A transaction was open for so long. */
  public void transaction(Duration open) {
    transactions.record(open);
  }

  /** So many entries more are in their topic. */
  public void published(long more) {
    entries.increment(more);
  }

  void postponed() {
    count("passed-on", "");
  }

  void setAside() {
    count("set-aside", "");
  }

  void told(Ingestion ingestion, Duration took) {
    duration.record(took);
    switch (ingestion) {
      case Ingestion.Accepted _ -> count("accepted", "");
      case Ingestion.Unfinished() -> count("resumed", "");
      case Ingestion.Rejected(var reason, _, _) -> count("rejected", reason.code());
      case Ingestion.Repeated() -> count("repeated", "");
      case Ingestion.Restaged _ -> count("restaged", "");
      case Ingestion.PassedOn _ -> count("passed-on", "");
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
