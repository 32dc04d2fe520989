package org.xipline.runtime.simulation;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The time of a simulation: it goes on only when nobody can take a step at this instant. */
public final class VirtualClock extends Clock {
  private Instant now;

  VirtualClock(Instant begin) {
    this.now = begin;
  }

  void advanceTo(Instant instant) {
    if (instant.isAfter(now)) {
      now = instant;
    }
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("the simulation lives in UTC");
  }
}
