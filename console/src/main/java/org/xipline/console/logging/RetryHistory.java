package org.xipline.console.logging;

import static java.util.Comparator.naturalOrder;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How often, and for how long already, clients of Kafka have tried the same again. That they do so
 * is everyday noise; somebody has to hear of it when one goes on for half a minute.
 */
final class RetryHistory {
  private static final Duration ONE_STREAK = Duration.ofSeconds(10);
  private static final Duration TOO_LONG = Duration.ofSeconds(30);
  private static final Duration TELL_EVERY = Duration.ofMinutes(1);

  private final Map<Retry, Streak> streaks = new HashMap<>();
  private final Map<String, Long> untold = new TreeMap<>();
  private Optional<Instant> toldAt = Optional.empty();

  /** Retries of one kind without a pause in which it must have succeeded. */
  private record Streak(Instant since, Instant last, Optional<Instant> warnedAt) {

    static Streak begun(Instant at) {
      return new Streak(at, at, Optional.empty());
    }

    boolean goesOn(Instant at) {
      return Duration.between(last, at).compareTo(ONE_STREAK) <= 0;
    }

    Duration length() {
      return Duration.between(since, last);
    }

    boolean mustWarn() {
      return length().compareTo(TOO_LONG) >= 0
          && warnedAt.map(it -> Duration.between(it, last).compareTo(TELL_EVERY) >= 0).orElse(true);
    }
  }

  /**
   * What is to be done about one more.
   *
   * @param warn whether its line is to be shown
   * @param summary of those that were not, once a minute
   */
  record Judged(boolean warn, Optional<String> summary) {}

  /** Takes note of one. */
  Judged note(Retry retry, Instant at) {
    Streak streak =
        Optional.ofNullable(streaks.get(retry))
            .filter(it -> it.goesOn(at))
            .map(it -> new Streak(it.since(), at, it.warnedAt()))
            .orElseGet(() -> Streak.begun(at));
    boolean warn = streak.mustWarn();
    streaks.put(retry, warn ? new Streak(streak.since(), at, Optional.of(at)) : streak);
    untold.merge(retry.error(), 1L, Long::sum);
    return new Judged(warn, summary(at));
  }

  /** How long the one has gone on that has gone on for longest; zero where none does. */
  Duration longest(Instant now) {
    streaks.values().removeIf(it -> !it.goesOn(now));
    return streaks.values().stream().map(Streak::length).max(naturalOrder()).orElse(Duration.ZERO);
  }

  private Optional<String> summary(Instant at) {
    if (toldAt.isEmpty()) {
      toldAt = Optional.of(at);
    }
    if (toldAt.filter(it -> Duration.between(it, at).compareTo(TELL_EVERY) >= 0).isEmpty()) {
      return Optional.empty();
    }
    String text =
        untold.entrySet().stream()
            .map(it -> "%s %,d times".formatted(it.getKey(), it.getValue()))
            .collect(Collectors.joining(", "));
    untold.clear();
    toldAt = Optional.of(at);
    streaks.values().removeIf(it -> !it.goesOn(at));
    return Optional.of(text);
  }
}
