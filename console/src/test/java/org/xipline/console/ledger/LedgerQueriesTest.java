package org.xipline.console.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xipline.console.ledger.Facts.ARCHIVE;
import static org.xipline.console.ledger.Facts.deadLettered;
import static org.xipline.console.ledger.Facts.sent;
import static org.xipline.console.ledger.Facts.unmapped;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.xipline.schemas.identity.ArchiveId;
import org.xipline.schemas.record.Outcome;
import org.xipline.schemas.record.PairResult;

class LedgerQueriesTest {
  private static final Instant EARLY = Instant.parse("2027-01-15T08:00:00Z");
  private static final String BOB = "bob@contoso.example";
  private static final String EVE = "eve@contoso.example";
  private static final ArchiveKey OTHER =
      new ArchiveKey(ARCHIVE.connector(), new ArchiveId("ac".repeat(32)));
  private static final ArchiveKey UNKNOWN =
      new ArchiveKey(ARCHIVE.connector(), new ArchiveId("ad".repeat(32)));

  private final Facts facts = new Facts(ARCHIVE);
  private final Facts others = new Facts(OTHER);
  private final FoldedLedger ledger = new FoldedLedger();
  private final LedgerQueries queries = ledger.queries();

  @Test
  void shouldFindAccountsAnswersAndPairs() {
    // Given
    tell(
        facts.accepted("r1", 1, 1),
        facts.repeated("r2"),
        facts.converted("a.json", sent(BOB)),
        others.accepted("r3", 1, 1));

    // Then
    assertThat(queries.find(ARCHIVE)).hasValue(ledger.account(ARCHIVE));
    assertThat(queries.find(UNKNOWN)).isEmpty();
    assertThat(queries.answerTo(ARCHIVE, "r1")).hasValue(new ArrivalAnswer.Accepted());
    assertThat(queries.answerTo(ARCHIVE, "r2")).hasValue(new ArrivalAnswer.Repeated());
    assertThat(queries.answerTo(ARCHIVE, "r3")).isEmpty();
    assertThat(queries.findPair(ARCHIVE, "a.json", BOB))
        .hasValue(ledger.pair(ARCHIVE, "a.json", BOB));
    assertThat(queries.findPair(ARCHIVE, "a.json", EVE)).isEmpty();
    assertThat(all(queries::forEachAccount))
        .extracting(ArchiveAccount::key)
        .containsExactly(ARCHIVE, OTHER);
  }

  @Test
  void shouldKnowWhetherAllIsToldOfAnItem() {
    tell(
        facts.converted("a.json", 0, 0, 2, List.of(), sent(BOB)),
        facts.converted("b.json", sent(BOB)));

    assertThat(queries.isItemTold(ARCHIVE, "a.json")).isFalse();
    assertThat(queries.isItemTold(ARCHIVE, "b.json")).isTrue();
    assertThat(queries.isItemTold(ARCHIVE, "c.json")).isFalse();
    assertThat(queries.describe(ARCHIVE, "b.json"))
        .get()
        .extracting(ItemDescription::itemBytes)
        .isEqualTo(77L);
    assertThat(queries.describe(ARCHIVE, "c.json")).isEmpty();
  }

  @Test
  void shouldShowWhatWaitsInTheDeadLettersOfAnArchive() {
    // Given
    tell(
        facts.converted("a.json", sent(BOB), unmapped(EVE)),
        facts.itemDeadLettered("b.json", 0, "no-such-user", deadLettered(BOB)),
        facts.dismissedAttempt("b.json", 0, "action", BOB),
        others.converted("a.json", unmapped(EVE)));

    // When
    List<HeldPair> held = all(it -> queries.forEachHeldPair(ARCHIVE, it));

    // Then
    assertThat(held).extracting(HeldPair::archive).containsOnly(ARCHIVE);
    assertThat(held).extracting(HeldPair::entry).containsExactly("a.json", "b.json");
    assertThat(held).extracting(HeldPair::address).containsExactly(EVE, BOB);
    assertThat(held.getFirst().state()).isEqualTo(ledger.pair(ARCHIVE, "a.json", EVE));
    assertThat(held.getFirst().decision()).isEmpty();
    assertThat(held.getLast().decision())
        .get()
        .satisfies(it -> {
          assertThat(it.by()).isEqualTo("dora");
          assertThat(it.kind()).isEqualTo(Decision.Kind.DISMISSED);
        });
  }

  @Test
  void shouldShowPendingPairsAndSinceWhenTheFirstOfThemWaits() {
    // Given
    tell(
        facts.at(EARLY.plusSeconds(2)).converted("a.json", sent(BOB)),
        facts.at(EARLY.plusSeconds(1)).converted("b.json", sent(BOB), unmapped(EVE)),
        facts.at(EARLY.plusSeconds(3)).converted("c.json", sent(BOB)),
        facts.at(EARLY).converted("d.json", unmapped(EVE)),
        others.at(EARLY).converted("a.json", sent(BOB)));

    // Then
    List<HeldPair> pending = all(it -> queries.forEachPendingPair(ARCHIVE, it));
    assertThat(pending).extracting(HeldPair::entry).containsExactly("a.json", "b.json", "c.json");
    assertThat(pending).extracting(HeldPair::address).containsOnly(BOB);
    assertThat(pending).extracting(HeldPair::decision).allMatch(it -> it.isEmpty());
    assertThat(queries.pendingSince(ARCHIVE)).hasValue(EARLY.plusSeconds(1));
    assertThat(queries.pendingSince(UNKNOWN)).isEmpty();
  }

  @Test
  void shouldSayWhyPairsArePendingTheMostFrequentCauseFirst() {
    // Given
    tell(
        facts.converted("a.json", sent(BOB)),
        facts.converted("b.json", sent(BOB)),
        facts.converted("c.json", sent(BOB)),
        facts.converted("d.json", sent(BOB), unmapped(EVE)),
        facts.postponed("b.json", 0, 3, "full", BOB),
        facts.postponed("c.json", 0, 1, "full", BOB),
        facts.postponed("d.json", 0, 1, "slow", BOB),
        others.converted("a.json", sent(BOB)),
        others.postponed("a.json", 0, 1, "full", BOB));

    // When
    List<PendingCause> causes = queries.pendingCauses(ARCHIVE);

    // Then
    assertThat(causes).extracting(PendingCause::detail).containsExactly("full", "", "slow");
    assertThat(causes).extracting(PendingCause::pairs).containsExactly(2L, 1L, 1L);
    assertThat(causes.getFirst().nextTry()).hasValue(causes.getFirst().since().plusSeconds(60));
    assertThat(queries.pendingCauses(UNKNOWN)).isEmpty();
  }

  @Test
  void shouldShowEachRejectedArchiveOnce() {
    // Given one that was refused twice, and one that was accepted in the end
    tell(
        facts.rejected("r1", "unsigned"),
        facts.rejected("r2", "unsigned"),
        others.rejected("r3", "unsigned"),
        others.accepted("r4", 1, 1));

    // Then
    assertThat(all(queries::forEachRejected))
        .singleElement()
        .satisfies(it -> {
          assertThat(it.archive()).isEqualTo(ARCHIVE);
          assertThat(it.rejection().reason()).isEqualTo("unsigned");
        });
  }

  @Test
  void shouldShowWhatEarlierVersionsRejectedOnce() {
    // Given answers without an account of what was refused
    var refused = new ArrivalAnswer.Rejected("unsigned", "no signature", Optional.empty());
    ledger.answerAsEarlierVersionsDid(ARCHIVE, "r1", refused);
    ledger.answerAsEarlierVersionsDid(ARCHIVE, "r2", refused);
    ledger.answerAsEarlierVersionsDid(OTHER, "r3", refused);
    ledger.answerAsEarlierVersionsDid(UNKNOWN, "r4", new ArrivalAnswer.Repeated());

    // Then
    assertThat(all(queries::forEachRejected))
        .extracting(RejectedArchive::archive)
        .containsExactly(ARCHIVE, OTHER);
    assertThat(all(queries::forEachRejected))
        .extracting(RejectedArchive::rejection)
        .containsOnly(Rejection.of(refused));
  }

  @Test
  void shouldShowRecordsThatNobodyCanReadAndCountThoseThatNobodyHasDismissed() {
    // Given
    tell(
        Facts.recordSetAside("l1", EARLY),
        Facts.recordSetAside("l2", EARLY),
        Facts.recordSetAside("l3", EARLY),
        Facts.recordDismissed("l2", EARLY));

    // When
    List<SetAsideRecord> records = all(queries::forEachSetAsideRecord);

    // Then
    assertThat(records).extracting(SetAsideRecord::deadLetterId).containsExactly("l1", "l2", "l3");
    assertThat(records)
        .extracting(SetAsideRecord::origin)
        .containsOnly(new SetAsideRecord.Origin("import", "xip.messages", 3, 77));
    assertThat(records.getFirst().state().reason()).isEqualTo("malformed-record");
    assertThat(records.getFirst().decision()).isEmpty();
    assertThat(records.get(1).decision()).get().extracting(Decision::by).isEqualTo("dora");
    assertThat(queries.countSetAsideRecords()).isEqualTo(2);
  }

  @Test
  void shouldShowThePairsOfAnEntry() {
    tell(
        facts.converted("a.json", sent(BOB), unmapped(EVE)), facts.converted("a.json2", sent(BOB)));

    assertThat(LedgerQueriesTest.<PairState>all(it -> queries.forEachPair(ARCHIVE, "a.json", it)))
        .extracting(PairState::standing)
        .containsExactly(PairStatus.PENDING, PairStatus.UNMAPPED);
  }

  @Test
  void shouldShowAllPairsOfAnArchiveWithWhatWasToldOfTheirItems() {
    // Given an item that was told of, and a pair of one that was not
    tell(
        facts.converted("a.json", sent(BOB), sent(EVE)),
        facts.settled("a.json", 0, PairResult.PAIR_RESULT_DEAD_LETTERED, BOB),
        facts.dismissedAttempt("a.json", 0, "action", BOB),
        facts.settled("b.json", 0, PairResult.PAIR_RESULT_DELIVERED, BOB),
        others.converted("a.json", sent(BOB)));

    // When
    List<LoggedPair> log = all(it -> queries.forEachLoggedPair(ARCHIVE, it));

    // Then
    assertThat(log)
        .extracting(it -> it.entry() + " " + it.address())
        .containsExactly("a.json " + BOB, "a.json " + EVE, "b.json " + BOB);
    assertThat(log).extracting(it -> it.item().itemBytes()).containsExactly(77L, 77L, 0L);
    assertThat(log).extracting(it -> it.decision().isPresent()).containsExactly(true, false, false);
  }

  @Test
  void shouldShowFilesThatNoItemNames() {
    // Given
    tell(
        facts.file("a.bin"),
        facts.file("b.bin"),
        facts.converted("a.json", 0, 0, 1, List.of("b.bin", "c.bin"), sent(BOB)),
        others.file("d.bin"));

    // Then
    assertThat(
            LedgerQueriesTest.<UnclaimedFile>all(it -> queries.forEachUnclaimedFile(ARCHIVE, it)))
        .containsExactly(new UnclaimedFile(ARCHIVE, "a.bin", 0));
  }

  private void tell(Outcome... outcomes) {
    ledger.tell(List.of(outcomes));
  }

  private static <T> List<T> all(Consumer<Consumer<T>> query) {
    var all = new ArrayList<T>();
    query.accept(all::add);
    return all;
  }
}
