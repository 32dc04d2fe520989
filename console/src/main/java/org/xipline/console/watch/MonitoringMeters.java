package org.xipline.console.watch;

import io.micrometer.core.instrument.MeterRegistry;
import org.xipline.runtime.kafka.NamePrefix;

/** All that a look shows. */
record MonitoringMeters(
    LagMeters lag,
    AccountMeters accounts,
    FeedMeters feeds,
    FindingMeters findings,
    ClockMeters clocks) {

  static MonitoringMeters in(MeterRegistry registry, NamePrefix prefix) {
    return new MonitoringMeters(
        new LagMeters(registry),
        new AccountMeters(registry),
        new FeedMeters(registry),
        new FindingMeters(registry, prefix),
        new ClockMeters(registry));
  }
}
