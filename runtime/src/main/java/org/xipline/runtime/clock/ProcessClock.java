package org.xipline.runtime.clock;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.InstantSource;

/** Shows the clock of this process, so that whoever reads its meters can compare it with his. */
public record ProcessClock(InstantSource clock) implements MeterBinder {

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("xipline.process.clock.seconds", clock, it -> it.millis() / 1000.0)
        .description("Seconds since 1970, by the clock of this process")
        .register(registry);
  }
}
