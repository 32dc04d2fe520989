package org.xipline.console.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xipline.console.ledger.Facts.ARCHIVE;
import static org.xipline.console.ledger.Facts.external;
import static org.xipline.console.ledger.Facts.sent;
import static org.xipline.schemas.record.PairResult.PAIR_RESULT_DEAD_LETTERED;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.xipline.schemas.record.Outcome;

class OutcomeFoldTest {
  private static final String BOB = "bob@contoso.example";
  private static final String EVE = "eve@fabrikam.example";
  private static final Instant AT = Instant.parse("2026-11-20T09:15:00Z");

  private final Facts facts = new Facts(ARCHIVE);
  private final FoldedLedger ledger = new FoldedLedger();

  @Test
  void shouldNotBalanceBeforeEveryEntryIsPublished() {
    // Given all pairs settled, and one entry to follow
    tell(
        facts.acceptedInChunks("r1", 2, 1),
        facts.published(0, 1, 2),
        facts.converted("a.json", external(EVE)),
        facts.file("f.bin"));
    ArchiveAccount before = ledger.account(ARCHIVE);

    // When
    tell(facts.published(1, 2, 2), facts.published(0, 1, 2));

    // Then
    assertThat(before.publishedEntries()).isEqualTo(1);
    assertThat(before.isSettled()).isFalse();
    assertThat(before.isBalanced()).isFalse();
    assertThat(ledger.account(ARCHIVE).publishedEntries()).isEqualTo(2);
    assertThat(ledger.account(ARCHIVE).isBalanced()).isTrue();
  }

  @Test
  void shouldTakeAllEntriesAsPublishedWhereAnEarlierVersionAcceptedTheArchive() {
    tell(facts.accepted("r1", 1, 1), facts.converted("a.json", external(EVE)));

    assertThat(ledger.account(ARCHIVE).publishedEntries()).isEqualTo(1);
    assertThat(ledger.account(ARCHIVE).isBalanced()).isTrue();
  }

  @Test
  void shouldKnowWhereMessagesGo() {
    tell(facts.acceptedInChunks("r1", 1, 1));

    assertThat(ledger.account(ARCHIVE).acceptance())
        .map(Acceptance::mailboxServer)
        .hasValue("imaps://mail.contoso.example:993");
  }

  @Test
  void shouldBeRejectedUntilItIsAccepted() {
    // Given
    tell(
        facts.at(AT.plusSeconds(1)).rejected("r1", "signer-untrusted"),
        facts.at(AT).rejected("r0", "unsigned"));
    Optional<Rejection> rejected = ledger.account(ARCHIVE).rejection();

    // When
    tell(facts.accepted("r2", 1, 1), facts.at(AT.plusSeconds(2)).rejected("r3", "unsigned"));

    // Then
    assertThat(rejected).map(Rejection::reason).hasValue("signer-untrusted");
    assertThat(rejected).map(Rejection::detail).hasValue("byte 7 differs");
    assertThat(rejected).flatMap(Rejection::at).hasValue(AT.plusSeconds(1));
    assertThat(ledger.account(ARCHIVE).rejection()).isEmpty();
  }

  @Test
  void shouldCountRetentionAnewWhenPayloadsAreStagedAgain() {
    // Given
    tell(facts.at(AT).accepted("r1", 1, 1));
    Optional<Instant> before = ledger.account(ARCHIVE).stagedAt();

    // When
    tell(
        facts.at(AT.plusSeconds(9)).restaged("r3", 2),
        facts.at(AT.plusSeconds(7)).restaged("r2", 1));

    // Then
    assertThat(before).hasValue(AT);
    assertThat(ledger.account(ARCHIVE).stagedAt()).hasValue(AT.plusSeconds(9));
  }

  @Test
  void shouldSayWhyAPairIsPendingAndMoveNoCount() {
    // Given
    tell(facts.accepted("r1", 1, 1), facts.converted("a.json", sent(BOB)));
    PairCounts before = ledger.account(ARCHIVE).pairs();

    // When
    tell(
        facts.postponed("a.json", 0, 2, "452 full", BOB),
        facts.postponed("a.json", 0, 1, "busy", BOB));

    // Then
    Postponement postponement = ledger.pair(ARCHIVE, "a.json", BOB).postponement().orElseThrow();
    assertThat(postponement.reason()).isEqualTo("mailbox-over-quota");
    assertThat(postponement.detail()).isEqualTo("452 full");
    assertThat(postponement.attempts()).isEqualTo(2);
    assertThat(postponement.nextTry()).hasValue(postponement.since().plusSeconds(120));
    assertThat(ledger.account(ARCHIVE).pairs()).isEqualTo(before);
  }

  @Test
  void shouldForgetWhyAPairWasPendingOnceItIsNot() {
    // Given
    tell(facts.converted("a.json", sent(BOB)), facts.postponed("a.json", 0, 1, "busy", BOB));

    // When
    tell(
        facts.settled("a.json", 0, PAIR_RESULT_DEAD_LETTERED, BOB),
        facts.postponed("a.json", 0, 2, "busy", BOB));
    PairState settled = ledger.pair(ARCHIVE, "a.json", BOB);
    tell(facts.replayRequested("a.json", 5, BOB), facts.postponed("a.json", 0, 3, "busy", BOB));

    // Then
    assertThat(settled.standing()).isEqualTo(PairStatus.DEAD_LETTERED);
    assertThat(settled.postponement()).isEmpty();
    assertThat(ledger.pair(ARCHIVE, "a.json", BOB).standing()).isEqualTo(PairStatus.PENDING);
    assertThat(ledger.pair(ARCHIVE, "a.json", BOB).postponement()).isEmpty();
  }

  @Test
  void shouldNotTakeAPostponementForANewPair() {
    tell(facts.postponed("a.json", 0, 1, "busy", BOB));
    tell(facts.converted("a.json", sent(BOB)));

    assertThat(ledger.account(ARCHIVE).pairs()).isEqualTo(new PairCounts(1, 0, 0, 0, 0, 0, 1));
    assertThat(ledger.pair(ARCHIVE, "a.json", BOB).mailbox()).isEqualTo(BOB);
  }

  private void tell(Outcome... told) {
    ledger.tell(List.of(told));
  }
}
