package org.xipline.console.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xipline.console.ledger.Facts.ARCHIVE;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.xipline.schemas.property.Property;
import org.xipline.schemas.property.Values;
import org.xipline.schemas.record.Outcome;

/** Facts may come twice, and those about different things in any order. */
class FoldPropertiesTest {
  private static final int TRIES = 500;

  private final Facts facts = new Facts(ARCHIVE);

  @Test
  void shouldComeToTheSameWhenAllIsToldTwice() {
    Property.holds(
        TRIES,
        values -> {
          // Given
          List<Outcome> told = oneAfterTheOther(stories(values));
          String once = new FoldedLedger().tell(told).dump();

          // When
          String twice = new FoldedLedger().tell(told).tell(told).dump();

          // Then
          assertThat(twice).isEqualTo(once);
        });
  }

  @Test
  void shouldComeToTheSameWhateverTheOrderOfIndependentFactsAndWhicheverComeAgain() {
    Property.holds(
        TRIES,
        values -> {
          // Given
          List<List<Outcome>> stories = stories(values);
          String inOrder = new FoldedLedger().tell(oneAfterTheOther(stories)).dump();

          // When
          String mixed = new FoldedLedger().tell(mixed(values, stories)).dump();

          // Then
          assertThat(mixed).isEqualTo(inOrder);
        });
  }

  @Test
  void shouldEndWhereTheLastAttemptEndsWhateverTheClocksOfOperators() {
    Property.holds(
        TRIES,
        values -> {
          // Given
          Story story = Story.of(values, "a.json");
          List<Outcome> told = new ArrayList<>(story.facts);
          told.addAll(values.list(0, 3, it -> it.oneOf(story.facts)));

          // When
          PairState pair = new FoldedLedger().tell(told).pair(ARCHIVE, story.entry, story.address);

          // Then
          assertThat(pair.standing()).isEqualTo(story.standing());
          assertThat(pair.replaySequence()).isEqualTo(story.attempt());
          assertThat(pair.dismissed()).isEqualTo(story.isDismissed());
        });
  }

  @Test
  void shouldNotDismissALaterDeadLetterWhenADismissalIsToldAgain() {
    // Given
    String bob = "bob@contoso.example";
    Outcome dismissal = facts.dismissedAttempt("a.json", 0, "d1", bob);
    var ledger =
        new FoldedLedger()
            .tell(
                List.of(
                    facts.itemDeadLettered("a.json", 0, "item-too-large", Facts.sent(bob)),
                    dismissal,
                    facts.replayRequested("a.json", 5, bob),
                    facts.itemDeadLettered("a.json", 5, "item-too-large", Facts.sent(bob))));

    // When
    ledger.tell(List.of(dismissal));

    // Then
    assertThat(ledger.pair(ARCHIVE, "a.json", bob).dismissed()).isFalse();
  }

  @Test
  void shouldNotDismissALaterDeadLetterWhenADismissalOfAnEarlierVersionIsToldAgain() {
    // Given a dismissal that names no attempt, and the replay after it
    String bob = "bob@contoso.example";
    Outcome dismissal = facts.at(Instant.ofEpochMilli(4)).dismissed("a.json", bob);
    var ledger =
        new FoldedLedger()
            .tell(
                List.of(
                    facts.itemDeadLettered("a.json", 0, "item-too-large", Facts.sent(bob)),
                    dismissal));
    boolean before = ledger.pair(ARCHIVE, "a.json", bob).dismissed();
    ledger.tell(
        List.of(
            facts.replayRequested("a.json", 5_000, bob),
            facts.itemDeadLettered("a.json", 5_000, "item-too-large", Facts.sent(bob))));

    // When
    ledger.tell(List.of(dismissal));

    // Then
    assertThat(before).isTrue();
    assertThat(ledger.pair(ARCHIVE, "a.json", bob).dismissed()).isFalse();
  }

  @Test
  void shouldTakeADismissalAsLaterThanTheAttemptThatItAnswersWhateverItsClockSays() {
    // Given a replay by an operator whose clock is fast
    String bob = "bob@contoso.example";
    long fast = 9_000_000_000_000_000L;
    var ledger =
        new FoldedLedger()
            .tell(
                List.of(
                    facts.replayRequested("a.json", fast, bob),
                    facts.itemDeadLettered("a.json", fast, "item-too-large", Facts.sent(bob))));

    // When
    ledger.tell(List.of(facts.dismissedAttempt("a.json", fast, "d1", bob)));

    // Then
    PairState pair = ledger.pair(ARCHIVE, "a.json", bob);
    assertThat(pair.dismissed()).isTrue();
    assertThat(ledger.decision(ARCHIVE, pair).kind()).isEqualTo(Decision.Kind.DISMISSED);
    assertThat(pair.decision().number()).isEqualTo(fast + 1);
  }

  private List<List<Outcome>> stories(Values values) {
    var stories = new ArrayList<List<Outcome>>();
    int items = values.integer(1, 4);
    IntStream.range(0, items).forEach(item -> stories.add(Story.of(values, item + ".json").facts));
    stories.add(
        List.of(
            facts.rejected("r0", "unsigned"),
            facts.acceptedInChunks("r1", items + 1L, items),
            facts.published(0, 1, items + 1L),
            facts.published(1, items + 1L, items + 1L),
            facts.repeated("r2"),
            facts.restaged("r3", 2)));
    stories.add(List.of(facts.file("f.bin")));
    stories.add(
        List.of(
            Facts.recordSetAside("letter", Instant.EPOCH),
            Facts.recordDismissed("letter", Instant.EPOCH)));
    return stories;
  }

  private static List<Outcome> oneAfterTheOther(List<List<Outcome>> stories) {
    return stories.stream().flatMap(List::stream).toList();
  }

  /** Each story in its order, facts of others and repeats among them. */
  private static List<Outcome> mixed(Values values, List<List<Outcome>> stories) {
    var left = new ArrayList<ArrayDeque<Outcome>>();
    stories.forEach(story -> left.add(new ArrayDeque<>(story)));
    left.removeIf(ArrayDeque::isEmpty);
    var mixed = new ArrayList<Outcome>();
    while (!left.isEmpty()) {
      ArrayDeque<Outcome> next = values.oneOf(left);
      mixed.add(next.remove());
      left.removeIf(ArrayDeque::isEmpty);
      if (values.integer(0, 3) == 0) {
        mixed.add(values.oneOf(mixed));
      }
    }
    return mixed;
  }
}
