package org.xipline.console.ledger;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is known of one item: how far its latest attempt has been told.
 *
 * @param replaySequence the latest attempt that was told of: 0 at the first run
 * @param fate what that attempt made of it
 * @param parts how many facts tell it
 * @param toldParts those that have come, numbered from 0
 * @param participantsKnown whether any attempt could read its participants
 * @param description what all attempts have told of it
 */
record ItemState(
    long replaySequence,
    Fate fate,
    int parts,
    Set<Integer> toldParts,
    boolean participantsKnown,
    ItemDescription description) {

  enum Fate {
    CONVERTED,
    DEAD_LETTERED
  }

  ItemState {
    toldParts = Set.copyOf(toldParts);
  }

  /** One fact about an item, as a state of its own. */
  static ItemState told(
      long replaySequence,
      Fate fate,
      int part,
      int parts,
      boolean participantsKnown,
      ItemDescription description) {
    return new ItemState(
        replaySequence, fate, Math.max(parts, 1), Set.of(part), participantsKnown, description);
  }

  /** What is known after one more fact. */
  ItemState after(ItemState fact) {
    boolean known = participantsKnown || fact.participantsKnown;
    if (fact.replaySequence > replaySequence) {
      return fact.with(fact.toldParts, known, fact.description.orElseFrom(description));
    }
    boolean sameAttempt = fact.replaySequence == replaySequence && fact.fate == fate;
    return with(
        sameAttempt ? union(toldParts, fact.toldParts) : toldParts,
        known,
        description.orElseFrom(fact.description));
  }

  /** Whether every part of the latest attempt has come. */
  boolean isComplete() {
    return toldParts.size() >= parts;
  }

  private ItemState with(Set<Integer> told, boolean known, ItemDescription described) {
    return new ItemState(replaySequence, fate, parts, told, known, described);
  }

  private static Set<Integer> union(Set<Integer> one, Set<Integer> other) {
    return Stream.concat(one.stream(), other.stream()).collect(Collectors.toUnmodifiableSet());
  }
}
