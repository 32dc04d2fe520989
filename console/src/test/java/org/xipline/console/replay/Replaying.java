package org.xipline.console.replay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.xipline.console.action.ActionState;
import org.xipline.console.action.Effects;
import org.xipline.console.deadletter.SelectedPair;
import org.xipline.console.ledger.ArchiveAccount;
import org.xipline.console.ledger.FoldedLedger;
import org.xipline.runtime.payload.PayloadStore;
import org.xipline.schemas.reason.DeadLetterReason.Stage;
import org.xipline.schemas.record.DeadLetter;
import org.xipline.schemas.record.Outcome;

/** What a replay does, for tests that perform actions themselves. */
public final class Replaying {
  private Replaying() {}

  /** The number of a replay that is asked for now. */
  public static long sequence(FoldedLedger ledger, Collection<SelectedPair> pairs, Instant now) {
    return ReplaySequence.after(ReplaySequence.last(ledger, pairs), now);
  }

  /**
   * Under the users and rules as they were; from dead letters that hold the message, else from the
   * manifest.
   */
  public static Effects effectsOf(
      ActionState action,
      FoldedLedger ledger,
      PayloadStore payloads,
      Supplier<List<DeadLetter>> letters,
      Consumer<SelectedPair> left) {
    var rules =
        new ReplayRules(
            archive -> ledger.findAccount(archive).flatMap(ArchiveAccount::acceptance),
            payloads,
            new ReplayParameters(ReplaySource.DEAD_LETTERS, Map.of(), Map.of()));
    return new ReplayEffects(
        ReplayMark.of(action),
        rules,
        ledger,
        new LastLetters(letters.get()),
        new StagedEntries(payloads, new HashMap<>()),
        left);
  }

  /**
   * For how many of a replay's pairs its command still waits.
   *
   * @param left those that were left as they are
   * @param outcomes all facts
   */
  public static long waiting(
      Collection<SelectedPair> pairs,
      Collection<SelectedPair> left,
      long sequence,
      Collection<Outcome> outcomes) {
    var awaited = new AwaitedPairs();
    awaited.addAll(pairs, left, sequence);
    outcomes.forEach(awaited::hear);
    return awaited.waiting();
  }

  /** The last letter of a pair that takes it back to delivery. */
  private record LastLetters(List<DeadLetter> letters) implements ReplayInputs {

    @Override
    public List<Origin> of(List<Candidate> pairs, ReplayRules rules) {
      var origins = new ArrayList<Origin>();
      for (Candidate candidate : pairs) {
        find(candidate)
            .ifPresent(letter ->
                origins.add(new Origin.OfMessage(letter.getMessage(), List.of(candidate))));
      }
      return origins;
    }

    private Optional<DeadLetter> find(Candidate candidate) {
      return letters.reversed().stream()
          .filter(letter -> letter.getConnector().equals(candidate.selected().connector()))
          .filter(letter -> letter.getArchiveId().equals(candidate.selected().archiveId()))
          .filter(letter -> letter.getEntryPath().equals(candidate.selected().entry()))
          .filter(letter -> ReplayEntryPoint.isCarriedBy(letter, candidate.pair(), Stage.DELIVERY))
          .findFirst();
    }

    @Override
    public void close() {
      // Holds nothing open.
    }
  }
}
