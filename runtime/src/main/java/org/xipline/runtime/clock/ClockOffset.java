package org.xipline.runtime.clock;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * How far another clock is from ours, as far as that is certain.
 *
 * @param ahead of ours; negative for a clock that is behind
 */
public record ClockOffset(Duration ahead) {
  /** Beyond it, records of two hosts seem to be in the wrong order. */
  public static final Duration WARNS = Duration.ofSeconds(2);

  /** Beyond it, times that are told to an auditor are wrong. */
  public static final Duration ALARMS = Duration.ofSeconds(30);

  /** What an offset leads to. */
  public enum Judgement {
    FINE,
    /** More than {@link #WARNS}. */
    OFF,
    /** More than {@link #ALARMS}. */
    FAR_OFF
  }

  /**
   * The least that it can be, whenever between question and answer the other clock was read.
   *
   * @param asked by our clock
   * @param answered by our clock
   * @param theirs by the other clock
   */
  public static ClockOffset between(Instant asked, Instant answered, Instant theirs) {
    if (theirs.isAfter(answered)) {
      return new ClockOffset(Duration.between(answered, theirs));
    }
    return theirs.isBefore(asked)
        ? new ClockOffset(Duration.between(asked, theirs))
        : new ClockOffset(Duration.ZERO);
  }

  /** Whether somebody has to hear of it. */
  public Judgement judgement() {
    if (ahead.abs().compareTo(ALARMS) > 0) {
      return Judgement.FAR_OFF;
    }
    return ahead.abs().compareTo(WARNS) > 0 ? Judgement.OFF : Judgement.FINE;
  }

  /** For people: {@code 3.2 s ahead}. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%.1f s %s",
        ahead.abs().toMillis() / 1000.0,
        ahead.isNegative() ? "behind" : "ahead");
  }
}
