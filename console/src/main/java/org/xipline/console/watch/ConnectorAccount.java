package org.xipline.console.watch;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.xipline.console.ledger.Acceptance;
import org.xipline.console.ledger.PairCounts;

/** What the ledger says of all archives of one connector together. Grows while it is read. */
final class ConnectorAccount {
  private final Map<ArchiveState, Long> archives = new EnumMap<>(ArchiveState.class);
  private final Map<String, Long> deadLetters = new HashMap<>();
  private PairCounts pairs = PairCounts.ZERO;
  private Optional<Instant> pendingSince = Optional.empty();
  private Optional<Acceptance> last = Optional.empty();

  void add(ArchiveState state) {
    archives.merge(state, 1L, Long::sum);
  }

  void add(PairCounts counts) {
    pairs = pairs.plus(counts);
  }

  void add(Acceptance acceptance) {
    last = Stream.concat(last.stream(), Stream.of(acceptance)).max(comparing(Acceptance::at));
  }

  /** When the certificate ends that the archive accepted last was signed with, if that is known. */
  Optional<Instant> signerEnds() {
    return last.flatMap(Acceptance::signerEnds);
  }

  /** A pair that waits in the dead letters, and that nobody has dismissed. */
  void addDeadLetter(String reason) {
    deadLetters.merge(reason, 1L, Long::sum);
  }

  void addPendingSince(Instant since) {
    pendingSince = Stream.concat(pendingSince.stream(), Stream.of(since)).min(naturalOrder());
  }

  long archives(ArchiveState state) {
    return archives.getOrDefault(state, 0L);
  }

  PairCounts pairs() {
    return pairs;
  }

  /** By reason; none where none waits. */
  Map<String, Long> deadLetters() {
    return Map.copyOf(deadLetters);
  }

  /** For how long the oldest message that is on its way has been; zero where none is. */
  Duration oldestPending(Instant now) {
    return pendingSince
        .map(since -> Duration.between(since, now))
        .filter(Duration::isPositive)
        .orElse(Duration.ZERO);
  }
}
