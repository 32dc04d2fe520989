package org.xipline.console.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xipline.console.ledger.Facts.ARCHIVE;
import static org.xipline.console.ledger.Facts.deadLettered;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.xipline.console.action.ActionState;
import org.xipline.console.action.ChunkEffects;
import org.xipline.console.ledger.Facts;
import org.xipline.console.ledger.FoldedLedger;
import org.xipline.console.ledger.PairState;
import org.xipline.schemas.record.ActionProgress;
import org.xipline.schemas.record.ActionStarted;
import org.xipline.schemas.record.Actor;
import org.xipline.schemas.record.DeadLetterDismissed;
import org.xipline.schemas.record.Outcome;

class DismissalEffectsTest {
  private static final String ALICE = "alice@contoso.example";
  private static final String BOB = "bob@contoso.example";
  private static final Instant AT = Instant.parse("2026-11-20T09:15:00Z");

  private final Facts facts = new Facts(ARCHIVE);
  private final FoldedLedger ledger = new FoldedLedger();

  @Test
  void shouldNameTheAttemptThatItAnswers() throws Exception {
    // Given two pairs of one item whose last attempts differ
    ledger.tell(
        List.of(
            facts.itemDeadLettered(
                "a.json", 0, "item-too-large", deadLettered(ALICE), deadLettered(BOB)),
            facts.replayRequested("a.json", 5, BOB),
            facts.itemDeadLettered("a.json", 5, "item-too-large", deadLettered(BOB))));

    // When
    ChunkEffects effects = dismiss(selected(ALICE), selected(BOB));

    // Then
    assertThat(effects.left()).isZero();
    assertThat(effects.records()).hasSize(2);
    DeadLetterDismissed first = fact(effects, 0).getDeadLetterDismissed();
    assertThat(first.getReplaySequence()).isZero();
    assertThat(first.hasReplaySequence()).isTrue();
    assertThat(first.getAddressesList()).containsExactly(ALICE);
    assertThat(first.getActionId()).isEqualTo("d1");
    assertThat(fact(effects, 1).getDeadLetterDismissed().getReplaySequence()).isEqualTo(5);
    ledger.tell(List.of(fact(effects, 0), fact(effects, 1)));
    assertThat(ledger.pair(ARCHIVE, "a.json", ALICE).dismissed()).isTrue();
    assertThat(ledger.pair(ARCHIVE, "a.json", BOB).dismissed()).isTrue();
  }

  @Test
  void shouldLeaveWhatIsTriedAgainMeanwhile() throws Exception {
    // Given
    ledger.tell(List.of(facts.itemDeadLettered("a.json", 0, "item-too-large", deadLettered(BOB))));
    SelectedPair selected = selected(BOB);
    ledger.tell(List.of(facts.replayRequested("a.json", 5, BOB)));

    // When
    ChunkEffects effects = dismiss(selected);

    // Then
    assertThat(effects.left()).isOne();
    assertThat(effects.records()).isEmpty();
  }

  @Test
  void shouldDismissTheAttemptThatItNamesWhateverTheClocksOfOperatorsSay() throws Exception {
    // Given a replay by an operator whose clock is two hours fast, and its dead letter
    Instant fast = AT.plus(Duration.ofHours(2));
    long attempt = ChronoUnit.MICROS.between(Instant.EPOCH, fast);
    ledger.tell(
        List.of(
            facts.itemDeadLettered("a.json", 0, "item-too-large", deadLettered(BOB)),
            facts.at(fast).replayRequested("a.json", attempt, BOB),
            facts.at(fast).itemDeadLettered("a.json", attempt, "malformed", deadLettered(BOB))));

    // When another one, whose clock is right, dismisses it
    Outcome dismissal = fact(dismiss(selected(BOB)), 0);
    ledger.tell(List.of(dismissal));

    // Then it is that letter which is dismissed, and that is the last word
    PairState dismissed = ledger.pair(ARCHIVE, "a.json", BOB);
    assertThat(dismissal.getAt().getSeconds()).isEqualTo(AT.getEpochSecond());
    assertThat(dismissed.dismissed()).isTrue();
    assertThat(dismissed.dismissedAttempt()).isEqualTo(attempt);
    assertThat(dismissed.decision().action()).isEqualTo("d1");

    // When it is replayed after all, fails again, and the dismissal is told once more
    long next = dismissed.decision().number() + 1;
    ledger.tell(
        List.of(
            facts.at(AT).replayRequested("a.json", next, BOB),
            facts.at(AT).itemDeadLettered("a.json", next, "malformed", deadLettered(BOB)),
            dismissal));

    // Then somebody is asked to act on the new letter
    assertThat(ledger.pair(ARCHIVE, "a.json", BOB).dismissed()).isFalse();
  }

  @Test
  void shouldDismissRecordsThatNoServiceCanRead() throws Exception {
    ChunkEffects effects =
        new DismissalEffects(action(), ledger).of(List.of(new SelectedRecord("l1").line()));

    assertThat(effects.records()).singleElement().extracting(it -> it.key()).isEqualTo("l1");
    assertThat(fact(effects, 0).getRecordDismissed().getDeadLetterId()).isEqualTo("l1");
    assertThat(fact(effects, 0).getRecordDismissed().getDismissedBy()).isEqualTo("dora");
    assertThat(fact(effects, 0).getConnector()).isEmpty();
  }

  private ChunkEffects dismiss(SelectedPair... pairs) {
    return new DismissalEffects(action(), ledger)
        .of(List.of(pairs).stream().map(SelectedPair::line).toList());
  }

  private SelectedPair selected(String address) {
    return SelectedPair.of(ARCHIVE, "a.json", address, ledger.pair(ARCHIVE, "a.json", address));
  }

  private static Outcome fact(ChunkEffects effects, int number) throws Exception {
    return Outcome.parseFrom(effects.records().get(number).value());
  }

  private static ActionState action() {
    var started =
        ActionStarted.newBuilder()
            .setKind("dismissal")
            .setWhy("test data")
            .setActor(Actor.newBuilder().setName("dora"))
            .build();
    return new ActionState(
        "d1", started, AT, ActionProgress.getDefaultInstance(), "console", AT, false);
  }
}
