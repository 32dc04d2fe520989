package org.xipline.ingest.connector;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Shows what a test sets it to. */
final class ShiftedClock implements InstantSource {
  private volatile Instant now;

  ShiftedClock(Instant now) {
    this.now = now;
  }

  @Override
  public Instant instant() {
    return now;
  }

  void set(Instant to) {
    now = to;
  }

  void advance(Duration by) {
    now = now.plus(by);
  }
}
