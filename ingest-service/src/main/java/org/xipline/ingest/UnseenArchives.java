package org.xipline.ingest;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.xipline.runtime.health.Health;
import org.xipline.schemas.record.Arrival;

/**
 * Archive files that this instance could not read lately. While none of the instances can, each
 * looks again before it forgets. Safe for use by many threads.
 */
final class UnseenArchives {
  private static final Duration REMEMBERED = Duration.ofMinutes(10);
  private static final int MOST = 100;

  private record Look(String what, Instant at) {}

  private final InstantSource clock;
  private final SequencedMap<String, Look> looks = new LinkedHashMap<>();

  UnseenArchives(InstantSource clock) {
    this.clock = clock;
  }

  synchronized void add(Arrival arrival) {
    looks.remove(arrival.getArrivalId());
    if (looks.size() == MOST) {
      looks.remove(looks.keySet().iterator().next());
    }
    String what =
        "archive %s/%s cannot be read here: %s"
            .formatted(
                arrival.getConnector(), arrival.getArchiveId(), arrival.getUnseen().getDetail());
    looks.put(arrival.getArrivalId(), new Look(what, clock.instant()));
  }

  /** It was read, or is decided. */
  synchronized void remove(Arrival arrival) {
    looks.remove(arrival.getArrivalId());
  }

  synchronized int size() {
    forget();
    return looks.size();
  }

  /** Degraded while there are any; names the last one. */
  synchronized Health health() {
    forget();
    if (looks.isEmpty()) {
      return Health.up();
    }
    String last = looks.sequencedValues().getLast().what();
    String all = looks.size() == 1 ? last : last + ", and " + (looks.size() - 1) + " more";
    return new Health(Health.State.DEGRADED, Map.of("unreadable", all));
  }

  private void forget() {
    Instant limit = clock.instant().minus(REMEMBERED);
    looks.values().removeIf(look -> look.at().isBefore(limit));
  }
}
