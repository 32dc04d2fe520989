package org.xipline.console.ledger;

import static org.xipline.schemas.record.PairResult.PAIR_RESULT_ALREADY_PRESENT;
import static org.xipline.schemas.record.PairResult.PAIR_RESULT_DEAD_LETTERED;
import static org.xipline.schemas.record.PairResult.PAIR_RESULT_DELIVERED;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.xipline.schemas.property.Values;
import org.xipline.schemas.record.Outcome;
import org.xipline.schemas.record.PairResult;

/**
 * All that befalls one pair, in the order in which it does: attempts, postponements, and decisions
 * of operators whose clocks differ by hours.
 */
final class Story {
  private static final Instant BEGIN = Instant.parse("2026-11-20T09:00:00Z");
  private static final int SKEW_SECONDS = 7_200;

  final String entry;
  final String address;
  final List<Outcome> facts = new ArrayList<>();
  private final Facts told = new Facts(Facts.ARCHIVE);
  private final Values values;
  private int step;
  private long attempt;
  private long lastDecision;
  private boolean dismissed;
  private PairStatus standing = PairStatus.PENDING;

  private Story(Values values, String entry) {
    this.values = values;
    this.entry = entry;
    this.address = entry.replace(".json", "@contoso.example");
  }

  static Story of(Values values, String entry) {
    var story = new Story(values, entry);
    story.happen();
    return story;
  }

  /** Where the pair stands at its end. */
  PairStatus standing() {
    return standing;
  }

  long attempt() {
    return attempt;
  }

  boolean isDismissed() {
    return dismissed;
  }

  private void happen() {
    attempted();
    int decisions = values.integer(0, 4);
    for (int i = 0; i < decisions && standing.isHeld(); i++) {
      if (values.flag()) {
        dismiss();
      } else {
        replay();
      }
    }
  }

  private void attempted() {
    switch (values.integer(0, 4)) {
      case 0 -> {
        facts.add(at().converted(entry, attempt, 0, 1, List.of(), Facts.unmapped(address)));
        standing = PairStatus.UNMAPPED;
      }
      case 1 -> {
        facts.add(at().itemDeadLettered(entry, attempt, "item-too-large", Facts.sent(address)));
        standing = PairStatus.DEAD_LETTERED;
      }
      default -> {
        facts.add(at().converted(entry, attempt, 0, 1, List.of(), Facts.sent(address)));
        standing = PairStatus.PENDING;
        deliver();
      }
    }
  }

  private void deliver() {
    int tries = values.integer(0, 3);
    for (int i = 1; i <= tries; i++) {
      facts.add(at().postponed(entry, attempt, i, "busy, " + i, address));
    }
    switch (values.integer(0, 4)) {
      case 0 -> settle(PAIR_RESULT_DELIVERED, PairStatus.DELIVERED);
      case 1 -> settle(PAIR_RESULT_ALREADY_PRESENT, PairStatus.ALREADY_PRESENT);
      case 2, 3 -> settle(PAIR_RESULT_DEAD_LETTERED, PairStatus.DEAD_LETTERED);
      default -> {}
    }
  }

  private void settle(PairResult result, PairStatus to) {
    facts.add(at().settled(entry, attempt, result, address));
    standing = to;
  }

  private void dismiss() {
    Instant at = operatorsClock();
    facts.add(
        told.at(at).dismissedAttempt(entry, attempt, "dismissal " + entry + facts.size(), address));
    lastDecision = Math.max(micros(at), attempt + 1);
    dismissed = true;
  }

  /** As the console numbers replays. */
  private void replay() {
    Instant at = operatorsClock();
    attempt = Math.max(micros(at), Math.max(attempt, lastDecision) + 1);
    lastDecision = attempt;
    dismissed = false;
    facts.add(told.at(at).replayRequested(entry, attempt, address));
    standing = PairStatus.PENDING;
    attempted();
  }

  private Facts at() {
    return told.at(BEGIN.plusSeconds(step++));
  }

  private Instant operatorsClock() {
    return BEGIN.plusSeconds(step++ + (long) values.integer(-SKEW_SECONDS, SKEW_SECONDS));
  }

  private static long micros(Instant at) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, at);
  }
}
