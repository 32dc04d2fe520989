package org.xipline.convert.publication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xipline.convert.StagedArchive.ARCHIVE;
import static org.xipline.convert.StagedArchive.CONNECTOR;
import static org.xipline.convert.StagedArchive.ORIGIN;
import static org.xipline.convert.publication.Conversions.MESSAGE;
import static org.xipline.convert.publication.Conversions.ROUTES;
import static org.xipline.convert.publication.Conversions.converted;
import static org.xipline.convert.publication.Conversions.deadLettered;

import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xipline.convert.entry.DecodedEntry.EntryName;
import org.xipline.convert.entry.DecodedEntry.Undecodable;
import org.xipline.schemas.identity.ConnectorName;
import org.xipline.schemas.identity.EntryPath;
import org.xipline.schemas.record.DeadLetter;
import org.xipline.schemas.record.ItemConverted;
import org.xipline.schemas.record.ItemDeadLettered;
import org.xipline.schemas.record.Outcome;
import org.xipline.schemas.record.Pair;
import org.xipline.schemas.record.PairFate;
import org.xipline.schemas.record.RecordSetAside;
import org.xipline.schemas.topic.Topic;

class ItemOutcomesTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  @Test
  void shouldTellTheFateOfEachPairOfAConvertedItem() {
    // When
    Outcome outcome =
        only(ItemOutcomes.of(converted(Optional.of(MESSAGE), ROUTES, 2), NOW).toList());

    // Then
    assertThat(outcome.getConnector()).isEqualTo("desk");
    assertThat(outcome.getArchiveId()).isEqualTo(ARCHIVE.hex());
    assertThat(outcome.getAt().getSeconds()).isEqualTo(NOW.getEpochSecond());
    ItemConverted fact = outcome.getItemConverted();
    assertThat(fact.getPairsList())
        .containsExactly(
            pair("alice@contoso.example", "alice@contoso.example", PairFate.PAIR_FATE_SENT),
            pair("eve@fabrikam.example", "", PairFate.PAIR_FATE_EXTERNAL),
            pair("bob@contoso.example", "bob@contoso.example", PairFate.PAIR_FATE_SENT),
            pair("carol@contoso.example", "", PairFate.PAIR_FATE_UNMAPPED),
            pair("ally@contoso.example", "alice@contoso.example", PairFate.PAIR_FATE_SENT));
    assertThat(fact.getClaimedPathsList()).containsExactly("d/0.bin", "d/1.bin");
    assertThat(fact.getReplaySequence()).isEqualTo(7);
    assertThat(fact.getIgnoredProperties()).isEqualTo(2);
    assertThat(fact.getItemSizeBytes()).isEqualTo(500);
    assertThat(fact.getMessageSizeBytes()).isEqualTo(7);
    assertThat(fact.getPart()).isZero();
    assertThat(fact.getParts()).isEqualTo(1);
  }

  @Test
  void shouldKeepExternalPairsExternalWhateverBefallsTheItem() {
    // When
    ItemDeadLettered fact =
        only(ItemOutcomes.of(deadLettered(ROUTES, 0), NOW).toList()).getItemDeadLettered();

    // Then
    assertThat(fact.getPairsList())
        .extracting(Pair::getFate)
        .containsExactly(
            PairFate.PAIR_FATE_DEAD_LETTERED,
            PairFate.PAIR_FATE_EXTERNAL,
            PairFate.PAIR_FATE_DEAD_LETTERED,
            PairFate.PAIR_FATE_DEAD_LETTERED,
            PairFate.PAIR_FATE_DEAD_LETTERED);
    assertThat(fact.getReason()).isEqualTo("malformed-item");
    assertThat(fact.getDetail()).hasSize(1_000).endsWith("…");
    assertThat(fact.getReplaySequence()).isEqualTo(7);
  }

  @Test
  void shouldNameNoPairWhereNobodyCouldReadTheParticipants() {
    // When
    ItemDeadLettered fact =
        only(ItemOutcomes.of(deadLettered(List.of(), 0), NOW).toList()).getItemDeadLettered();

    // Then
    assertThat(fact.getPairsList()).isEmpty();
    assertThat(fact.getParts()).isEqualTo(1);
  }

  @Test
  void shouldTellManyPairsInParts() {
    // When
    List<ItemConverted> facts =
        ItemOutcomes.of(converted(Optional.of(MESSAGE), Conversions.toMailboxes(2_500), 1_200), NOW)
            .map(Outcome::getItemConverted)
            .toList();

    // Then
    assertThat(facts).extracting(ItemConverted::getPart).containsExactly(0, 1, 2);
    assertThat(facts).extracting(ItemConverted::getParts).containsOnly(3);
    assertThat(facts).extracting(ItemConverted::getPairsCount).containsExactly(1_000, 1_000, 500);
    assertThat(facts)
        .extracting(ItemConverted::getClaimedPathsCount)
        .containsExactly(1_000, 200, 0);
  }

  @Test
  void shouldNameSomePairInEveryPartOfAnItemWhoseParticipantsAreKnown() {
    // When
    List<ItemDeadLettered> facts =
        ItemOutcomes.of(deadLettered(ROUTES, 2_500), NOW)
            .map(Outcome::getItemDeadLettered)
            .toList();

    // Then
    assertThat(facts).hasSize(3).allSatisfy(fact -> assertThat(fact.getPairsList()).isNotEmpty());
  }

  @Test
  void shouldFitARecordHoweverLongTheAddressesAre() {
    // Given
    var routes = Conversions.longAliasesOf("é".repeat(115) + "@contoso.example", 3_000);

    // Then
    assertThat(ItemOutcomes.of(converted(Optional.of(MESSAGE), routes, 3_000), NOW))
        .allSatisfy(outcome ->
            assertThat(outcome.getSerializedSize()).isLessThan(Topic.MAX_RECORD_BYTES * 3 / 4));
  }

  @Test
  void shouldTellOfAnItemInARecordThatNobodyCouldDecode() {
    // When
    Outcome outcome = ItemOutcomes.of(undecodable("d/T-42.json"), NOW);

    // Then
    assertThat(outcome.getConnector()).isEqualTo("desk");
    assertThat(outcome.getItemDeadLettered())
        .isEqualTo(
            ItemDeadLettered.newBuilder()
                .setEntryPath("d/T-42.json")
                .setReason("malformed-record")
                .setDetail("is not an entry")
                .setSizeBytes(3)
                .setReplaySequence(9)
                .setParts(1)
                .build());
  }

  @ParameterizedTest
  @MethodSource("recordsWithoutItem")
  void shouldTellThatARecordWithoutItemWasSetAside(Undecodable undecodable) {
    // When
    Outcome outcome = ItemOutcomes.of(undecodable, NOW);

    // Then
    DeadLetter letter = DeadLetters.of(undecodable, NOW);
    assertThat(outcome.getConnector()).isEmpty();
    assertThat(outcome.getArchiveId()).isEmpty();
    assertThat(outcome.getRecordSetAside())
        .isEqualTo(
            RecordSetAside.newBuilder()
                .setDeadLetterId(letter.getDeadLetterId())
                .setStage("convert")
                .setReason("malformed-record")
                .setDetail("is not an entry")
                .setOriginTopic("xip.entries")
                .setOriginPartition(3)
                .setOriginOffset(42)
                .build());
    assertThat(ItemOutcomes.key(outcome)).isEqualTo(letter.getDeadLetterId());
  }

  static List<Undecodable> recordsWithoutItem() {
    Undecodable file = undecodable("d/a.bin");
    return List.of(
        file,
        new Undecodable(
            file.origin(), file.detail(), Optional.empty(), Optional.empty(), 0, file.raw()));
  }

  private static Undecodable undecodable(String path) {
    return new Undecodable(
        ORIGIN,
        "is not an entry",
        Optional.<ConnectorName>of(CONNECTOR),
        Optional.of(new EntryName(ARCHIVE, new EntryPath(path))),
        9,
        ByteString.copyFromUtf8("???"));
  }

  private static Pair pair(String address, String mailbox, PairFate fate) {
    return Pair.newBuilder().setAddress(address).setMailbox(mailbox).setFate(fate).build();
  }

  private static Outcome only(List<Outcome> outcomes) {
    assertThat(outcomes).hasSize(1);
    return outcomes.getFirst();
  }
}
