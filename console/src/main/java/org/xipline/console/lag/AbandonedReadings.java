package org.xipline.console.lag;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which groups of single readings of the ledger were left behind by a command that was killed.
 * Remembers since when each has been seen without members. For one thread.
 */
final class AbandonedReadings {
  /** A command that is being started has no member for a moment. */
  private static final Duration EMPTY_FOR = Duration.ofMinutes(10);

  private final Map<String, Instant> emptySince = new HashMap<>();

  /**
   * Those that can be deleted.
   *
   * @param empty all that have no members at this moment
   */
  Set<String> among(Set<String> empty, Instant now) {
    emptySince.keySet().retainAll(empty);
    empty.forEach(group -> emptySince.putIfAbsent(group, now));
    return emptySince.entrySet().stream()
        .filter(it -> !it.getValue().plus(EMPTY_FOR).isAfter(now))
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }
}
