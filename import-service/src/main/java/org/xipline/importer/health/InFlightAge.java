package org.xipline.importer.health;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** Since when the messages in hand wait. Safe for use by many threads. */
public final class InFlightAge {
  private final ConcurrentSkipListMap<Instant, Integer> messages = new ConcurrentSkipListMap<>();

  /** One more waits, since then. */
  public void begin(Instant since) {
    messages.merge(since, 1, Integer::sum);
  }

  /** One that waited since then does not any more. */
  public void end(Instant since) {
    messages.computeIfPresent(since, (_, count) -> count == 1 ? null : count - 1);
  }

  /** Since when the oldest of them waits; empty if none does. */
  public Optional<Instant> oldest() {
    Map.Entry<Instant, Integer> first = messages.firstEntry();
    return Optional.ofNullable(first).map(Map.Entry::getKey);
  }
}
