package org.xipline.console.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xipline.console.ledger.Facts.ARCHIVE;
import static org.xipline.console.ledger.Facts.deadLettered;
import static org.xipline.console.ledger.Facts.external;
import static org.xipline.console.ledger.Facts.sent;
import static org.xipline.console.ledger.Facts.unmapped;
import static org.xipline.schemas.record.PairResult.PAIR_RESULT_DEAD_LETTERED;
import static org.xipline.schemas.record.PairResult.PAIR_RESULT_DELIVERED;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.xipline.console.deadletter.SelectedPair;
import org.xipline.console.ledger.Facts;
import org.xipline.console.ledger.PairCounts;
import org.xipline.schemas.record.Outcome;

class AwaitedPairsTest {
  private static final String ALICE = "alice@contoso.example";
  private static final String BOB = "bob@contoso.example";
  private static final String EVE = "eve@fabrikam.example";
  private static final String ITEM = "a.json";
  private static final long ATTEMPT = 5;

  private final Facts facts = new Facts(ARCHIVE);
  private final AwaitedPairs pairs = new AwaitedPairs();

  @Test
  void shouldWaitForEachPairOnceHoweverOftenItIsTold() {
    // Given
    await(ALICE, BOB);

    // When
    hear(facts.settled(ITEM, ATTEMPT, PAIR_RESULT_DELIVERED, ALICE));
    hear(facts.settled(ITEM, ATTEMPT, PAIR_RESULT_DELIVERED, ALICE));
    boolean half = pairs.isOver();
    hear(facts.settled(ITEM, ATTEMPT, PAIR_RESULT_DEAD_LETTERED, BOB));

    // Then
    assertThat(half).isFalse();
    assertThat(pairs.isOver()).isTrue();
    assertThat(pairs.counts()).isEqualTo(new PairCounts(2, 1, 0, 0, 0, 1, 0));
  }

  @Test
  void shouldNotTakeTheOutcomeOfAnotherAttemptOrItemForItsOwn() {
    await(ALICE);

    hear(facts.settled(ITEM, 4, PAIR_RESULT_DELIVERED, ALICE));
    hear(facts.settled("b.json", ATTEMPT, PAIR_RESULT_DELIVERED, ALICE));
    hear(facts.settled(ITEM, ATTEMPT, PAIR_RESULT_DELIVERED, BOB));
    hear(facts.postponed(ITEM, ATTEMPT, 1, "busy", ALICE));

    assertThat(pairs.waiting()).isOne();
    assertThat(pairs.counts()).isEqualTo(PairCounts.ZERO);
    assertThat(pairs.archives()).containsExactly(ARCHIVE);
  }

  @Test
  void shouldNotWaitForPairsThatWereLeftAsTheyAre() {
    pairs.addAll(selected(ALICE, BOB), selected(BOB), ATTEMPT);

    hear(facts.settled(ITEM, ATTEMPT, PAIR_RESULT_DELIVERED, ALICE));

    assertThat(pairs.isOver()).isTrue();
  }

  @Test
  void shouldTakeWhatConversionDecides() {
    await(ALICE, BOB, EVE);

    hear(
        facts.converted(ITEM, ATTEMPT, 0, 1, List.of(), sent(ALICE), unmapped(BOB), external(EVE)));

    assertThat(pairs.waiting()).isOne();
    assertThat(pairs.counts()).isEqualTo(new PairCounts(2, 0, 0, 1, 1, 0, 0));
  }

  @Test
  void shouldTakeADeadLetteredItemForItsPairs() {
    await(ALICE, EVE);

    hear(
        facts.itemDeadLettered(
            ITEM, ATTEMPT, "item-too-large", deadLettered(ALICE), external(EVE)));

    assertThat(pairs.isOver()).isTrue();
    assertThat(pairs.counts()).isEqualTo(new PairCounts(2, 0, 0, 1, 0, 1, 0));
  }

  @Test
  void shouldTakeAnItemThatCannotBeReadForAllThatWait() {
    await(ALICE, BOB);

    hear(facts.itemDeadLettered(ITEM, ATTEMPT, "payload-expired"));

    assertThat(pairs.isOver()).isTrue();
    assertThat(pairs.counts().deadLettered()).isEqualTo(2);
  }

  @Test
  void shouldWaitForTheParticipantsThatTakeThePlaceOfAnUnknownOne() {
    // Given an item whose participants nobody could read
    await("");

    // When it is told in two parts, the first of which is external
    hear(facts.converted(ITEM, ATTEMPT, 0, 2, List.of(), external(EVE)));
    boolean afterOnePart = pairs.isOver();
    hear(facts.converted(ITEM, ATTEMPT, 1, 2, List.of(), sent(BOB)));
    boolean afterBoth = pairs.isOver();
    hear(facts.settled(ITEM, ATTEMPT, PAIR_RESULT_DELIVERED, BOB));
    hear(facts.converted(ITEM, ATTEMPT, 1, 2, List.of(), sent(BOB)));

    // Then
    assertThat(afterOnePart).isFalse();
    assertThat(afterBoth).isFalse();
    assertThat(pairs.isOver()).isTrue();
    assertThat(pairs.counts()).isEqualTo(new PairCounts(2, 1, 0, 1, 0, 0, 0));
  }

  @Test
  void shouldTakeAnItemThatIsDeadLetteredWithNamesForThose() {
    await("");

    hear(facts.itemDeadLettered(ITEM, ATTEMPT, "item-too-large", deadLettered(ALICE), sent(BOB)));

    assertThat(pairs.isOver()).isTrue();
    assertThat(pairs.counts().deadLettered()).isEqualTo(2);
  }

  private void await(String... addresses) {
    pairs.addAll(selected(addresses), List.of(), ATTEMPT);
  }

  private static List<SelectedPair> selected(String... addresses) {
    return Stream.of(addresses)
        .map(address ->
            new SelectedPair(
                ARCHIVE.connector().value(), ARCHIVE.archiveId().hex(), ITEM, address, "", 0))
        .toList();
  }

  private void hear(Outcome fact) {
    pairs.hear(fact);
  }
}
