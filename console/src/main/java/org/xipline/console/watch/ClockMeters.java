package org.xipline.console.watch;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.Map;
import org.xipline.runtime.clock.ClockOffset;

/** How far the clocks of others are ahead of this one. */
final class ClockMeters {
  private final MultiGauge offsets;

  ClockMeters(MeterRegistry registry) {
    offsets =
        MultiGauge.builder("xipline.clock.offset.seconds")
            .description("How far the clock of a peer is certainly ahead of this one")
            .register(registry);
  }

  /** Takes the place of what was shown before. */
  void show(Map<String, ClockOffset> byPeer) {
    offsets.register(
        byPeer.entrySet().stream()
            .<Row<?>>map(it ->
                Row.of(Tags.of("peer", it.getKey()), it.getValue().ahead().toMillis() / 1000.0))
            .toList(),
        true);
  }
}
