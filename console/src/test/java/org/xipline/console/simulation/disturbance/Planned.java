package org.xipline.console.simulation.disturbance;

import java.time.Duration;

/**
 * A disturbance and its time.
 *
 * @param at counted from the beginning of the schedule
 * @param lasts until it is made good
 */
public record Planned(Duration at, Duration lasts, Disturbance what) {

  @Override
  public String toString() {
    return "after %4d s, for %4d s: %s".formatted(at.toSeconds(), lasts.toSeconds(), what);
  }
}
