package org.xipline.convert.publication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xipline.convert.StagedArchive.ORIGIN;
import static org.xipline.convert.publication.Conversions.MESSAGE;
import static org.xipline.convert.publication.Conversions.ROUTES;
import static org.xipline.convert.publication.Conversions.address;
import static org.xipline.convert.publication.Conversions.converted;
import static org.xipline.convert.publication.Conversions.deadLettered;

import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.xipline.convert.entry.DecodedEntry.Undecodable;
import org.xipline.convert.routing.Route;
import org.xipline.schemas.record.DeadLetter;
import org.xipline.schemas.topic.Topic;

class DeadLettersTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  @Test
  void shouldHoldThePairsThatHaveNoMailboxYet() {
    // When
    List<DeadLetter> letters =
        DeadLetters.of(converted(Optional.of(MESSAGE), ROUTES, 0), NOW).toList();

    // Then
    assertThat(letters).hasSize(1);
    DeadLetter letter = letters.getFirst();
    assertThat(letter.getReason()).isEqualTo("unmapped");
    assertThat(letter.getStage()).isEqualTo("convert");
    assertThat(letter.getAddressesList()).containsExactly("carol@contoso.example");
    assertThat(letter.getEntry().getPath()).isEqualTo("d/T-42.json");
    assertThat(letter.getItemId()).isEqualTo("T-42");
    assertThat(letter.getOriginTopic()).isEqualTo("xip.entries");
    assertThat(letter.getOriginPartition()).isEqualTo(3);
    assertThat(letter.getOriginOffset()).isEqualTo(42);
  }

  @Test
  void shouldHoldAllButExternalPairsOfAnItemThatFails() {
    // When
    List<DeadLetter> letters = DeadLetters.of(deadLettered(ROUTES, 0), NOW).toList();

    // Then
    assertThat(letters).hasSize(1);
    assertThat(letters.getFirst().getReason()).isEqualTo("malformed-item");
    assertThat(letters.getFirst().getAddressesList())
        .containsExactly(
            "alice@contoso.example",
            "bob@contoso.example",
            "carol@contoso.example",
            "ally@contoso.example");
  }

  @Test
  void shouldNameNobodyWhereParticipantsCouldNotBeRead() {
    // When
    List<DeadLetter> letters = DeadLetters.of(deadLettered(List.of(), 0), NOW).toList();

    // Then
    assertThat(letters)
        .singleElement()
        .satisfies(letter -> assertThat(letter.getAddressesList()).isEmpty());
  }

  @Test
  void shouldSetNothingAsideForExternalPairsAlone() {
    // Given
    List<Route> external = List.of(new Route.External(address("eve@fabrikam.example")));

    // Then
    assertThat(DeadLetters.of(deadLettered(external, 0), NOW)).isEmpty();
    assertThat(DeadLetters.of(converted(Optional.of(MESSAGE), external, 0), NOW)).isEmpty();
  }

  @Test
  void shouldSplitWhatDoesNotFitARecord() {
    // When
    List<DeadLetter> letters =
        DeadLetters.of(converted(Optional.empty(), Conversions.unmapped(10_000), 0), NOW).toList();

    // Then
    assertThat(letters.stream().mapToInt(DeadLetter::getAddressesCount).sum()).isEqualTo(10_000);
    assertThat(letters).extracting(DeadLetter::getDeadLetterId).doesNotHaveDuplicates();
    assertThat(letters)
        .allSatisfy(letter ->
            assertThat(letter.getSerializedSize()).isLessThan(Topic.MAX_RECORD_BYTES / 2));
  }

  @Test
  void shouldHaveTheSameIdWhenWrittenAgain() {
    // Given
    var conversion = deadLettered(ROUTES, 0);

    // When
    DeadLetter one = DeadLetters.of(conversion, NOW).findFirst().orElseThrow();
    DeadLetter later = DeadLetters.of(conversion, NOW.plusSeconds(9)).findFirst().orElseThrow();

    // Then
    assertThat(later.getDeadLetterId()).isEqualTo(one.getDeadLetterId()).hasSize(32);
  }

  @Test
  void shouldKeepTheBytesOfARecordThatNobodyCouldDecodeAsFarAsTheyFit() {
    // Given
    var undecodable =
        new Undecodable(
            ORIGIN,
            "is not an entry",
            Optional.empty(),
            Optional.empty(),
            0,
            ByteString.copyFrom(new byte[1_000_000]));

    // When
    DeadLetter letter = DeadLetters.of(undecodable, NOW);

    // Then
    assertThat(letter.getReason()).isEqualTo("malformed-record");
    assertThat(letter.getUndecodable().size()).isEqualTo(512 << 10);
    assertThat(letter.getOriginOffset()).isEqualTo(42);
  }
}
