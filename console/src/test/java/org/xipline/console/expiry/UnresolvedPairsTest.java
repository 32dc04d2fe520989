package org.xipline.console.expiry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xipline.console.ledger.Facts.ARCHIVE;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.xipline.console.deadletter.HeldItem;
import org.xipline.console.deadletter.SelectedPair;
import org.xipline.schemas.record.Entry;
import org.xipline.schemas.record.MailboxMessage;
import org.xipline.schemas.record.Replay;

class UnresolvedPairsTest {
  private static final String ALICE = "alice@contoso.example";
  private static final String BOB = "bob@contoso.example";

  private final UnresolvedPairs waiting = new UnresolvedPairs();

  @Test
  void shouldLeaveThePairsThatNoRecordIsOnItsWayFor() {
    // Given
    waiting.addPair(pair("a.json", ALICE, 0));
    waiting.addPair(pair("a.json", BOB, 0));
    waiting.addPair(pair("b.json", ALICE, 0));

    // When
    waiting.found(message("a.json", 0, ALICE));

    // Then
    assertThat(waiting.all()).containsExactly(pair("a.json", BOB, 0), pair("b.json", ALICE, 0));
  }

  @Test
  void shouldNotTakeARecordOfAnEarlierAttemptForThatOfALater() {
    waiting.addPair(pair("a.json", ALICE, 5));

    waiting.found(message("a.json", 0, ALICE));
    assertThat(waiting.all()).hasSize(1);

    waiting.found(message("a.json", 5, ALICE));
    assertThat(waiting.isEmpty()).isTrue();
  }

  @Test
  void shouldTakeAnEntryForThePairsThatItIsMeantFor() {
    // Given
    waiting.addPair(pair("a.json", ALICE, 5));
    waiting.addPair(pair("a.json", BOB, 5));
    waiting.addPair(pair("b.json", "", 0));
    waiting.addItem(new HeldItem(ARCHIVE, "c.json"));

    // When
    waiting.found(entry("a.json", 5, BOB));
    waiting.found(entry("b.json", 0));
    waiting.found(entry("c.json", 0));

    // Then
    assertThat(waiting.all()).containsExactly(pair("a.json", ALICE, 5));
  }

  @Test
  void shouldNameItemsThatNothingWasToldAbout() {
    waiting.addItem(new HeldItem(ARCHIVE, "c.json"));

    waiting.found(entry("d.json", 0));

    assertThat(waiting.all()).containsExactly(SelectedPair.ofUntold(ARCHIVE, "c.json"));
  }

  @Test
  void shouldPassOverRecordsThatDoNotTellWhoseTheyAre() {
    waiting.addPair(pair("a.json", ALICE, 0));

    waiting.found(message("a.json", 0, ALICE).toBuilder().clearConnector().build());

    assertThat(waiting.all()).hasSize(1);
  }

  private static SelectedPair pair(String entry, String address, long attempt) {
    return new SelectedPair(
        ARCHIVE.connector().value(), ARCHIVE.archiveId().hex(), entry, address, "", attempt);
  }

  private static MailboxMessage message(String entry, long attempt, String... addresses) {
    return MailboxMessage.newBuilder()
        .setConnector(ARCHIVE.connector().value())
        .setArchiveId(ARCHIVE.archiveId().hex())
        .setEntryPath(entry)
        .addAllAddresses(Arrays.asList(addresses))
        .setReplay(Replay.newBuilder().setSequence(attempt))
        .build();
  }

  private static Entry entry(String path, long attempt, String... addresses) {
    return Entry.newBuilder()
        .setConnector(ARCHIVE.connector().value())
        .setArchiveId(ARCHIVE.archiveId().hex())
        .setPath(path)
        .setReplay(
            Replay.newBuilder().setSequence(attempt).addAllAddresses(Arrays.asList(addresses)))
        .build();
  }
}
