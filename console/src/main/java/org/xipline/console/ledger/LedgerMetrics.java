package org.xipline.console.ledger;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Law: consumed = folded + skipped. */
final class LedgerMetrics {
  private final Counter consumed;
  private final Counter folded;
  private final Counter skipped;

  LedgerMetrics(MeterRegistry registry) {
    consumed = counter(registry, "consumed", "Records of xip.outcomes that were read");
    folded = counter(registry, "folded", "Facts that changed the ledger");
    skipped = counter(registry, "skipped", "Records that are not facts and were skipped");
  }

  void consumed() {
    consumed.increment();
  }

  void folded() {
    folded.increment();
  }

  void skipped() {
    skipped.increment();
  }

  private static Counter counter(MeterRegistry registry, String name, String description) {
    return Counter.builder("xipline.ledger." + name).description(description).register(registry);
  }
}
