package org.xipline.console.replay;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.xipline.console.deadletter.HeldItem;
import org.xipline.console.deadletter.SelectedPair;
import org.xipline.console.ledger.ArchiveKey;
import org.xipline.console.ledger.PairCounts;
import org.xipline.console.ledger.PairStatus;
import org.xipline.schemas.identity.ArchiveId;
import org.xipline.schemas.identity.ConnectorName;
import org.xipline.schemas.record.ItemConverted;
import org.xipline.schemas.record.ItemDeadLettered;
import org.xipline.schemas.record.Outcome;
import org.xipline.schemas.record.Pair;
import org.xipline.schemas.record.PairFate;
import org.xipline.schemas.record.PairsSettled;

/**
 * The replayed pairs that have no outcome yet. Where an item's participants were not known, those
 * that its facts name take the place of the one pair without an address. Facts may come twice.
 */
final class AwaitedPairs {
  private static final String NO_ADDRESS = "";

  /** By item and attempt: the addresses without an outcome. */
  private final Map<Attempt, Set<String>> waiting = new HashMap<>();

  /** The parts that were told of items whose participants were not known. */
  private final Map<Attempt, Set<Integer>> parts = new HashMap<>();

  private PairCounts counts = PairCounts.ZERO;

  private record Attempt(HeldItem item, long sequence) {}

  /**
   * Waits for the pairs of a replay, and for no others.
   *
   * @param left those of them that were left as they are
   * @param sequence the replay's number
   */
  void addAll(Collection<SelectedPair> pairs, Collection<SelectedPair> left, long sequence) {
    pairs.stream().filter(pair -> !left.contains(pair)).forEach(pair -> add(pair, sequence));
  }

  /** Waits for a pair, in the attempt of this number. */
  void add(SelectedPair pair, long sequence) {
    waiting
        .computeIfAbsent(new Attempt(pair.item(), sequence), _ -> new HashSet<>())
        .add(pair.address());
  }

  /** How many pairs have no outcome yet. */
  long waiting() {
    return waiting.values().stream().mapToLong(Set::size).sum();
  }

  /** The archives that they belong to. */
  Set<ArchiveKey> archives() {
    var archives = new HashSet<ArchiveKey>();
    waiting.keySet().forEach(attempt -> archives.add(attempt.item().archive()));
    return archives;
  }

  boolean isOver() {
    return waiting.isEmpty();
  }

  /** The outcomes so far. */
  PairCounts counts() {
    return counts;
  }

  void hear(Outcome outcome) {
    switch (outcome.getFactCase()) {
      case PAIRS_SETTLED -> hear(outcome, outcome.getPairsSettled());
      case ITEM_CONVERTED -> hear(outcome, outcome.getItemConverted());
      case ITEM_DEAD_LETTERED -> hear(outcome, outcome.getItemDeadLettered());
      case ARCHIVE_ACCEPTED,
          ARCHIVE_REJECTED,
          ARCHIVE_REPEATED,
          ARCHIVE_RESTAGED,
          FILE_ACCEPTED,
          REPLAY_REQUESTED,
          DEAD_LETTER_DISMISSED,
          COPIES_REMOVED,
          ENTRIES_PUBLISHED,
          PAIRS_POSTPONED,
          RECORD_SET_ASIDE,
          RECORD_DISMISSED,
          FACT_NOT_SET -> {}
    }
  }

  private void hear(Outcome outcome, PairsSettled fact) {
    attempt(outcome, fact.getEntryPath(), fact.getReplaySequence())
        .ifPresent(attempt ->
            fact.getAddressesList()
                .forEach(it -> settle(attempt, it, PairStatus.of(fact.getResult()))));
  }

  private void hear(Outcome outcome, ItemConverted fact) {
    attempt(outcome, fact.getEntryPath(), fact.getReplaySequence())
        .ifPresent(attempt -> {
          takePart(attempt, fact.getPart(), fact.getParts(), fact.getPairsList());
          for (Pair pair : fact.getPairsList()) {
            switch (pair.getFate()) {
              case PAIR_FATE_EXTERNAL -> settle(attempt, pair.getAddress(), PairStatus.EXTERNAL);
              case PAIR_FATE_UNMAPPED -> settle(attempt, pair.getAddress(), PairStatus.UNMAPPED);
              case PAIR_FATE_SENT,
                  PAIR_FATE_DEAD_LETTERED,
                  PAIR_FATE_UNSPECIFIED,
                  UNRECOGNIZED -> {}
            }
          }
        });
  }

  private void hear(Outcome outcome, ItemDeadLettered fact) {
    Optional<Attempt> heard = attempt(outcome, fact.getEntryPath(), fact.getReplaySequence());
    if (heard.isEmpty()) {
      return;
    }
    Attempt attempt = heard.get();
    if (fact.getPairsCount() == 0) {
      // Nobody could read the participants: it speaks for all that wait.
      List.copyOf(waiting.getOrDefault(attempt, Set.of()))
          .forEach(it -> settle(attempt, it, PairStatus.DEAD_LETTERED));
      return;
    }
    takePart(attempt, fact.getPart(), fact.getParts(), fact.getPairsList());
    for (Pair pair : fact.getPairsList()) {
      boolean external = pair.getFate() == PairFate.PAIR_FATE_EXTERNAL;
      settle(attempt, pair.getAddress(), external ? PairStatus.EXTERNAL : PairStatus.DEAD_LETTERED);
    }
  }

  /** The attempt that a fact is about, if it is awaited. */
  private Optional<Attempt> attempt(Outcome outcome, String entry, long sequence) {
    try {
      var archive =
          new ArchiveKey(
              new ConnectorName(outcome.getConnector()), new ArchiveId(outcome.getArchiveId()));
      return Optional.of(new Attempt(new HeldItem(archive, entry), sequence))
          .filter(waiting::containsKey);
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** The pairs of one part of an item whose participants were not known. */
  private void takePart(Attempt attempt, int part, int parts, List<Pair> pairs) {
    Set<String> addresses = waiting.getOrDefault(attempt, Set.of());
    if (!addresses.contains(NO_ADDRESS)) {
      return;
    }
    Set<Integer> told = this.parts.computeIfAbsent(attempt, _ -> new HashSet<>());
    if (told.add(part)) {
      pairs.forEach(pair -> addresses.add(pair.getAddress()));
    }
    if (told.size() >= parts) {
      addresses.remove(NO_ADDRESS);
    }
  }

  private void settle(Attempt attempt, String address, PairStatus standing) {
    Set<String> addresses = waiting.getOrDefault(attempt, Set.of());
    if (addresses.remove(address)) {
      counts = counts.plus(PairCounts.of(standing));
    }
    if (addresses.isEmpty()) {
      waiting.remove(attempt);
    }
  }
}
