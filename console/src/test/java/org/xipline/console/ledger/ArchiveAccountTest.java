package org.xipline.console.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xipline.console.ledger.Facts.ARCHIVE;
import static org.xipline.console.ledger.Facts.deadLettered;
import static org.xipline.console.ledger.Facts.sent;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.xipline.schemas.record.Outcome;

class ArchiveAccountTest {
  private static final Instant AT = Instant.parse("2026-11-20T09:15:00Z");
  private static final String BOB = "bob@contoso.example";

  private final Facts facts = new Facts(ARCHIVE);

  @Test
  void shouldCountEntriesByWhatBecameOfThem() {
    // When
    ArchiveAccount account =
        after(
            facts.accepted("r1", 6, 3),
            facts.file("a.bin"),
            facts.file("b.bin"),
            facts.file("c.bin"),
            facts.converted("1", 0, 0, 1, List.of("a.bin"), sent(BOB)),
            facts.itemDeadLettered("2", 0, "malformed-item", deadLettered(BOB)));

    // Then
    assertThat(account.files()).isEqualTo(3);
    assertThat(account.attachments()).isEqualTo(1);
    assertThat(account.unclaimed()).isEqualTo(2);
    assertThat(account.itemsConverted()).isEqualTo(1);
    assertThat(account.itemsDeadLettered()).isEqualTo(1);
    assertThat(account.itemsWithoutOutcome()).isEqualTo(1);
    assertThat(account.isSettled()).isFalse();
    assertThat(account.isBalanced()).isFalse();
  }

  @Test
  void shouldBeSettledAndBalancedWhenEveryPairHasItsOutcome() {
    // Given
    ArchiveAccount pending = after(facts.accepted("r1", 1, 1), facts.converted("1", sent(BOB)));
    ArchiveAccount settled =
        after(
            facts.accepted("r1", 1, 1), facts.converted("1", sent(BOB)), facts.delivered("1", BOB));
    ArchiveAccount oneEntryMissing =
        after(
            facts.accepted("r1", 2, 1), facts.converted("1", sent(BOB)), facts.delivered("1", BOB));

    // Then
    assertThat(pending.isSettled()).isFalse();
    assertThat(settled.isSettled()).isTrue();
    assertThat(settled.isBalanced()).isTrue();
    assertThat(oneEntryMissing.isSettled()).isTrue();
    assertThat(oneEntryMissing.isBalanced()).isFalse();
  }

  @Test
  void shouldMoveAnItemThatAReplayConverts() {
    ArchiveAccount account =
        after(
            facts.accepted("r1", 1, 1),
            facts.itemDeadLettered("1", 0, "malformed-item", deadLettered(BOB)),
            facts.converted("1", 5, 0, 1, List.of(), sent(BOB)));

    assertThat(account.itemsConverted()).isEqualTo(1);
    assertThat(account.itemsDeadLettered()).isZero();
  }

  @Test
  void shouldKnowHowManyEntriesAreOnTheirWay() {
    assertThat(ArchiveAccount.empty(ARCHIVE).publishedEntries()).isZero();
    assertThat(after(facts.accepted("r1", 7, 1)).publishedEntries()).isEqualTo(7);
    assertThat(after(facts.acceptedInChunks("r1", 7, 1)).publishedEntries()).isZero();
    assertThat(
            after(facts.acceptedInChunks("r1", 7, 1), facts.published(0, 3, 7)).publishedEntries())
        .isEqualTo(3);
  }

  @Test
  void shouldKeepPayloadsSinceTheyWereStagedLast() {
    Outcome accepted = facts.at(AT).accepted("r1", 1, 1);

    assertThat(ArchiveAccount.empty(ARCHIVE).stagedAt()).isEmpty();
    assertThat(after(accepted).stagedAt()).contains(AT);
    assertThat(after(accepted, facts.at(AT.plusSeconds(1)).restaged("r2", 1)).stagedAt())
        .contains(AT.plusSeconds(1));
    assertThat(after(accepted, facts.at(AT.minusSeconds(1)).restaged("r2", 1)).stagedAt())
        .contains(AT);
  }

  private static ArchiveAccount after(Outcome... outcomes) {
    return new FoldedLedger().tell(List.of(outcomes)).account(ARCHIVE);
  }
}
