package org.xipline.console.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.xipline.console.ledger.Facts.ARCHIVE;
import static org.xipline.console.ledger.Facts.deadLettered;
import static org.xipline.console.ledger.Facts.external;
import static org.xipline.console.ledger.Facts.sent;
import static org.xipline.console.ledger.Facts.unmapped;
import static org.xipline.schemas.record.PairResult.PAIR_RESULT_ALREADY_PRESENT;
import static org.xipline.schemas.record.PairResult.PAIR_RESULT_DEAD_LETTERED;
import static org.xipline.schemas.record.PairResult.PAIR_RESULT_DELIVERED;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xipline.runtime.kafka.NamePrefix;
import org.xipline.schemas.record.Outcome;

class LedgerTopologyTest {
  private static final String ALICE = "alice@contoso.example";
  private static final String BOB = "bob@contoso.example";
  private static final String EVE = "eve@fabrikam.example";
  private static final String ITEM = "d/T-42.json";

  private final Facts facts = new Facts(ARCHIVE);

  @TempDir private Path directory;
  private TestLedger ledger;

  @BeforeEach
  void open() {
    ledger = new TestLedger(directory);
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void shouldLookAsPinned() throws IOException {
    // Given
    String pinned;
    try (InputStream golden = getClass().getResourceAsStream("/ledger-topology.txt")) {
      pinned = new String(Objects.requireNonNull(golden).readAllBytes(), UTF_8);
    }

    // When
    String described =
        new LedgerTopology(
                NamePrefix.NONE, new LedgerMetrics(new SimpleMeterRegistry()), new LedgerProgress())
            .build()
            .describe()
            .toString();

    // Then
    assertThat(described.strip()).isEqualTo(pinned.strip());
  }

  @Test
  void shouldBalanceWhenEveryPairHasItsOutcome() {
    // When
    ledger.tell(
        facts.accepted("r1", 3, 1),
        facts.file("d/attachments/a.bin"),
        facts.file("README"),
        facts.converted(
            ITEM, 0, 0, 1, List.of("d/attachments/a.bin"), sent(ALICE), sent(BOB), external(EVE)),
        facts.delivered(ITEM, ALICE),
        facts.settled(ITEM, 0, PAIR_RESULT_ALREADY_PRESENT, BOB));

    // Then
    ArchiveAccount account = ledger.account();
    assertThat(account.pairs()).isEqualTo(new PairCounts(3, 1, 1, 1, 0, 0, 0));
    assertThat(account.attachments()).isEqualTo(1);
    assertThat(account.unclaimed()).isEqualTo(1);
    assertThat(account.isBalanced()).isTrue();
    assertThat(ledger.answerTo("r1")).isEqualTo(new ArrivalAnswer.Accepted());
  }

  @Test
  void shouldNotBalanceWhileAnItemIsNeitherConvertedNorDeadLettered() {
    // When
    ledger.tell(
        facts.accepted("r1", 2, 2), facts.converted(ITEM, sent(BOB)), facts.delivered(ITEM, BOB));

    // Then
    assertThat(ledger.pairs().pending()).isZero();
    assertThat(ledger.account().isBalanced()).isFalse();
  }

  @Test
  void shouldNotBalanceWhenEntriesDoNotAddUp() {
    // When
    ledger.tell(
        facts.accepted("r1", 2, 1), facts.converted(ITEM, sent(BOB)), facts.delivered(ITEM, BOB));

    // Then
    assertThat(ledger.account().isSettled()).isTrue();
    assertThat(ledger.account().isBalanced()).isFalse();
  }

  @Test
  void shouldTakeOutcomesThatComeBeforeTheItem() {
    // When
    ledger.tell(
        facts.accepted("r1", 1, 1),
        facts.delivered(ITEM, BOB),
        facts.converted(ITEM, sent(BOB), sent(ALICE)));

    // Then
    assertThat(ledger.pairs()).isEqualTo(new PairCounts(2, 1, 0, 0, 0, 0, 1));
    assertThat(ledger.pair(ITEM, BOB).standing()).isEqualTo(PairStatus.DELIVERED);
  }

  @Test
  void shouldCountAnItemOnlyWhenAllItsPartsHaveCome() {
    // Given
    ledger.tell(
        facts.accepted("r1", 1, 1),
        facts.converted(ITEM, 0, 1, 2, List.of(), external(EVE)),
        facts.converted(ITEM, 0, 1, 2, List.of(), external(EVE)));
    boolean settledByHalf = ledger.account().isSettled();

    // When
    ledger.tell(facts.converted(ITEM, 0, 0, 2, List.of(), external("x@fabrikam.example")));

    // Then
    assertThat(settledByHalf).isFalse();
    assertThat(ledger.account().isBalanced()).isTrue();
    assertThat(ledger.account().itemsConverted()).isEqualTo(1);
    assertThat(ledger.pairs().external()).isEqualTo(2);
  }

  @Test
  void shouldCountAnItemWithoutParticipantsAsOnePairUntilAReplayNamesThem() {
    // Given
    ledger.tell(facts.accepted("r1", 1, 1), facts.itemDeadLettered(ITEM, 0, "malformed-item"));
    PairCounts first = ledger.pairs();

    // When
    ledger.tell(facts.replayRequested(ITEM, 5));
    PairCounts requested = ledger.pairs();
    ledger.tell(facts.converted(ITEM, 5, 0, 1, List.of(), sent(ALICE), sent(BOB)));
    PairCounts replaced = ledger.pairs();
    ledger.tell(
        facts.settled(ITEM, 5, PAIR_RESULT_DELIVERED, ALICE),
        facts.settled(ITEM, 5, PAIR_RESULT_DELIVERED, BOB),
        facts.itemDeadLettered(ITEM, 0, "malformed-item"),
        facts.replayRequested(ITEM, 5));

    // Then
    assertThat(first).isEqualTo(new PairCounts(1, 0, 0, 0, 0, 1, 0));
    assertThat(requested).isEqualTo(new PairCounts(1, 0, 0, 0, 0, 0, 1));
    assertThat(replaced).isEqualTo(new PairCounts(2, 0, 0, 0, 0, 0, 2));
    assertThat(ledger.pairs()).isEqualTo(new PairCounts(2, 2, 0, 0, 0, 0, 0));
    assertThat(ledger.account().isBalanced()).isTrue();
    assertThat(ledger.held()).isEmpty();
  }

  @Test
  void shouldDeadLetterThePairsThatWaitWhenAReplayCannotReadTheItem() {
    // Given
    ledger.tell(
        facts.accepted("r1", 1, 1),
        facts.converted(ITEM, unmapped(ALICE), external(EVE)),
        facts.replayRequested(ITEM, 5, ALICE));

    // When
    ledger.tell(facts.itemDeadLettered(ITEM, 5, "payload-expired"));

    // Then
    assertThat(ledger.pairs()).isEqualTo(new PairCounts(2, 0, 0, 1, 0, 1, 0));
    assertThat(ledger.pair(ITEM, ALICE).reason()).isEqualTo("payload-expired");
  }

  @Test
  void shouldKeepExternalPairsExternalWhenTheItemIsDeadLettered() {
    // When
    ledger.tell(
        facts.accepted("r1", 1, 1),
        facts.itemDeadLettered(
            ITEM, 0, "attachment-missing", deadLettered(BOB), unmapped(ALICE), external(EVE)));

    // Then
    assertThat(ledger.pairs()).isEqualTo(new PairCounts(3, 0, 0, 1, 0, 2, 0));
    assertThat(ledger.account().itemsDeadLettered()).isEqualTo(1);
    assertThat(ledger.account().isBalanced()).isTrue();
  }

  @Test
  void shouldTakeADamagedRecordThatDoesNotTellWhoseItWasAsThatOfEveryConnector() {
    // Given an item that was converted, and one that nothing was told of
    ledger.tell(
        facts.accepted("r1", 2, 2),
        facts.converted("b.json", sent(BOB)),
        facts.delivered("b.json", BOB));

    // When
    ledger.tell(withoutConnector("a.json"), withoutConnector("b.json"));

    // Then
    assertThat(ledger.pair("a.json", "").reason()).isEqualTo("malformed-record");
    assertThat(ledger.pairs()).isEqualTo(new PairCounts(2, 1, 0, 0, 0, 1, 0));
  }

  @Test
  void shouldIndexExactlyThePairsThatAreHeld() {
    // Given
    ledger.tell(
        facts.converted(ITEM, sent(ALICE), unmapped(BOB), external(EVE)),
        facts.settled(ITEM, 0, PAIR_RESULT_DEAD_LETTERED, ALICE));
    List<String> before = ledger.held();

    // When
    ledger.tell(facts.replayRequested(ITEM, 5, BOB));

    // Then
    assertThat(before).containsExactly(ITEM + "|" + ALICE, ITEM + "|" + BOB);
    assertThat(ledger.held()).containsExactly(ITEM + "|" + ALICE);
    assertThat(ledger.pair(ITEM, ALICE).detail()).isEqualTo("full");
  }

  @Test
  void shouldCountAFileOnceHoweverManyItemsClaimIt() {
    // When
    ledger.tell(
        facts.accepted("r1", 3, 2),
        facts.converted("a.json", 0, 0, 1, List.of("f.bin", "b.json", "gone.bin"), external(EVE)),
        facts.file("f.bin"),
        facts.file("f.bin"),
        facts.converted("b.json", 0, 0, 1, List.of("f.bin"), external(EVE)));

    // Then
    assertThat(ledger.account().files()).isEqualTo(1);
    assertThat(ledger.account().attachments()).isEqualTo(1);
    assertThat(ledger.account().isBalanced()).isTrue();
  }

  @Test
  void shouldAnswerEveryArrivalOfAnArchive() {
    // When
    ledger.tell(
        facts.rejected("r0", "signer-untrusted"), facts.accepted("r1", 0, 0), facts.repeated("r2"));

    // Then
    assertThat(ledger.answerTo("r0"))
        .isInstanceOfSatisfying(
            ArrivalAnswer.Rejected.class,
            rejected -> assertThat(rejected.reason()).isEqualTo("signer-untrusted"));
    assertThat(ledger.answerTo("r1")).isEqualTo(new ArrivalAnswer.Accepted());
    assertThat(ledger.answerTo("r2")).isEqualTo(new ArrivalAnswer.Repeated());
    assertThat(ledger.account().acceptance()).map(Acceptance::arrivalId).hasValue("r1");
    assertThat(ledger.account().acceptance())
        .flatMap(Acceptance::signerEnds)
        .hasValue(Facts.SIGNER_ENDS);
    assertThat(ledger.account().isBalanced()).isTrue();
  }

  @Test
  void shouldTakeAnAcceptanceThatDoesNotSayWhenItsSignerEnds() {
    // Given what an earlier version has written
    Outcome.Builder accepted = facts.accepted("r1", 0, 0).toBuilder();
    accepted.getArchiveAcceptedBuilder().getSignerBuilder().clearNotAfter();

    // When
    ledger.tell(accepted.build());

    // Then
    assertThat(ledger.account().acceptance()).map(Acceptance::arrivalId).hasValue("r1");
    assertThat(ledger.account().acceptance()).flatMap(Acceptance::signerEnds).isEmpty();
  }

  @Test
  void shouldDismissADeadLetterWithoutTakingItOutOfTheAccount() {
    // When
    ledger.tell(facts.converted(ITEM, unmapped(BOB)), facts.dismissed(ITEM, BOB));

    // Then
    assertThat(ledger.pair(ITEM, BOB).dismissed()).isTrue();
    assertThat(ledger.pairs().unmapped()).isEqualTo(1);
  }

  @Test
  void shouldLeaveOutWhatIsNoFactAndGoOn() throws InterruptedException {
    // Given
    byte[] noFact = facts.file("x").toBuilder().clearFact().build().toByteArray();
    byte[] noArchive = facts.file("x").toBuilder().setArchiveId("?").build().toByteArray();

    // When
    ledger.tellBytes(new byte[] {-1, -1, -1});
    ledger.tellBytes(noFact);
    ledger.tellBytes(noArchive);
    ledger.tell(facts.converted(ITEM, external(EVE)));

    // Then
    assertThat(ledger.pairs().external()).isEqualTo(1);
    assertThat(ledger.count("skipped")).isEqualTo(3);
    assertThat(ledger.count("consumed"))
        .isEqualTo(ledger.count("folded") + ledger.count("skipped"));
    assertThat(ledger.progress.awaitReadThrough(Map.of(0, 3L), Duration.ZERO)).isTrue();
  }

  @Test
  void shouldKnowHowFarItHasReadWhateverItHasRead() throws InterruptedException {
    // When
    ledger.tell(facts.accepted("r1", 1, 1));
    ledger.tellBytes(new byte[] {(byte) 0xff});

    // Then
    assertThat(ledger.progress.awaitReadThrough(Map.of(0, 1L), Duration.ZERO)).isTrue();
    assertThat(ledger.progress.awaitReadThrough(Map.of(0, 2L), Duration.ZERO)).isFalse();
  }

  @Test
  void shouldAnnounceAnswersAndSettledArchivesAlone() {
    // Given
    ledger.tell(facts.accepted("r1", 1, 1));
    long answered = ledger.progress.newsSoFar();

    // When
    ledger.tell(facts.converted(ITEM, sent(BOB)));
    long converted = ledger.progress.newsSoFar();
    ledger.tell(facts.delivered(ITEM, BOB));

    // Then
    assertThat(answered).isEqualTo(1);
    assertThat(converted).isEqualTo(1);
    assertThat(ledger.progress.newsSoFar()).isEqualTo(2);
  }

  @Test
  void shouldComeToTheSameAccountInAnyOrderAndWithRepeats() throws IOException {
    // Given
    List<Outcome> told =
        List.of(
            facts.accepted("r1", 3, 2),
            facts.file("f.bin"),
            facts.converted("a.json", 0, 0, 2, List.of("f.bin"), sent(ALICE), external(EVE)),
            facts.converted(
                "a.json", 0, 1, 2, List.of(), sent(BOB), unmapped("new@contoso.example")),
            facts.delivered("a.json", ALICE),
            facts.settled("a.json", 0, PAIR_RESULT_ALREADY_PRESENT, ALICE),
            facts.settled("a.json", 0, PAIR_RESULT_DEAD_LETTERED, BOB),
            facts.settled("a.json", 5, PAIR_RESULT_DELIVERED, BOB),
            facts.replayRequested("a.json", 5, BOB),
            facts.itemDeadLettered("b.eml", 0, "malformed-item"));
    var random = new Random(7);
    for (int run = 0; run < 8; run++) {
      var shuffled = new ArrayList<>(told);
      shuffled.addAll(told.subList(2, 6));
      Collections.shuffle(shuffled, random);

      // When
      try (var other = new TestLedger(directory.resolve("run" + run))) {
        other.tell(shuffled.toArray(Outcome[]::new));

        // Then
        assertThat(other.pairs()).isEqualTo(new PairCounts(5, 2, 0, 1, 1, 1, 0));
        assertThat(other.account().isBalanced()).isTrue();
      }
    }
  }

  private Outcome withoutConnector(String entry) {
    return facts.itemDeadLettered(entry, 0, "malformed-record").toBuilder()
        .clearConnector()
        .build();
  }
}
