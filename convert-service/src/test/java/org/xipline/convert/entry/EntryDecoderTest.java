package org.xipline.convert.entry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.xipline.convert.StagedArchive.ARCHIVE;
import static org.xipline.convert.StagedArchive.CONNECTOR;
import static org.xipline.convert.StagedArchive.ORIGIN;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.xipline.convert.StagedArchive;
import org.xipline.convert.entry.DecodedEntry.EntryName;
import org.xipline.convert.entry.DecodedEntry.Undecodable;
import org.xipline.schemas.identity.EntryPath;
import org.xipline.schemas.property.Property;
import org.xipline.schemas.record.ClaimCheck;
import org.xipline.schemas.record.Entry;
import org.xipline.schemas.record.EntryKind;
import org.xipline.schemas.record.Payload;

class EntryDecoderTest {
  private static final String KEY = ARCHIVE.hex() + "/d/T-42.json";
  private static final Entry ITEM =
      Entry.newBuilder()
          .setConnector("desk")
          .setArchiveId(ARCHIVE.hex())
          .setPath("d/T-42.json")
          .setKind(EntryKind.ENTRY_KIND_ITEM)
          .setPayload(Payload.newBuilder().setInline(ByteString.copyFromUtf8("{}")))
          .setModifiedAt(Timestamp.newBuilder().setSeconds(1).setNanos(2))
          .setSnapshotId("0".repeat(64))
          .setSignerSha256("f".repeat(64))
          .setReplay(StagedArchive.replay(7, "a@b.example"))
          .build();

  @Test
  void shouldDecodeAnItem() {
    // When
    var item = (ItemEntry) decode(ITEM);

    // Then
    assertThat(item.archive()).isEqualTo(ARCHIVE);
    assertThat(item.connector()).isEqualTo(CONNECTOR);
    assertThat(item.path().value()).isEqualTo("d/T-42.json");
    assertThat(item.modifiedAt()).isEqualTo(Instant.ofEpochSecond(1, 2));
    assertThat(item.documentBytes()).isEqualTo(2);
    assertThat(item.replaySequence()).isEqualTo(7);
    assertThat(item.origin()).isEqualTo(ORIGIN);
  }

  @Test
  void shouldNotCarryTheAddressesOfAReplayAlong() {
    // When
    Entry carried = ((ItemEntry) decode(ITEM)).carried();

    // Then
    assertThat(carried.getReplay().getAddressesList()).isEmpty();
    assertThat(carried.getReplay().getSequence()).isEqualTo(7);
  }

  @Test
  void shouldRecogniseAFile() {
    // When
    DecodedEntry decoded = decode(ITEM.toBuilder().setKind(EntryKind.ENTRY_KIND_FILE).build());

    // Then
    assertThat(decoded).isEqualTo(new DecodedEntry.File(ORIGIN));
  }

  static Stream<Arguments> invalidEntries() {
    return Stream.of(
        invalid("a connector name must have", entry -> entry.setConnector("")),
        invalid("an archive id must have", entry -> entry.setArchiveId("../x")),
        invalid("not a safe relative path", entry -> entry.setPath("../T-42.json")),
        invalid("not the path of an item", entry -> entry.setPath("attachments/T-42.json")),
        invalid("unknown kind 0", Entry.Builder::clearKind),
        invalid("unknown kind 9", entry -> entry.setKindValue(9)),
        invalid("it has no payload", Entry.Builder::clearPayload),
        invalid("a SHA-256 digest has 32 bytes", entry -> entry.setSnapshotId("00")),
        invalid("is not a valid entry", entry -> entry.setSignerSha256("zz")),
        invalid(
            "not a payload key",
            entry ->
                entry.setPayload(
                    Payload.newBuilder().setClaimCheck(ClaimCheck.newBuilder().setKey("..")))),
        invalid(
            "a SHA-256 digest has 32 bytes",
            entry ->
                entry.setPayload(
                    Payload.newBuilder().setClaimCheck(ClaimCheck.newBuilder().setKey("a/b")))),
        invalid(
            "Instant exceeds",
            entry -> entry.setModifiedAt(Timestamp.newBuilder().setSeconds(Long.MAX_VALUE))));
  }

  private static Arguments invalid(String expected, UnaryOperator<Entry.Builder> change) {
    return Arguments.of(expected, change);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("invalidEntries")
  void shouldRefuseAnEntryThatLacksWhatEveryEntryHas(
      String expected, UnaryOperator<Entry.Builder> change) {
    // When
    DecodedEntry decoded = decode(change.apply(ITEM.toBuilder()).build());

    // Then
    assertThat(decoded)
        .isInstanceOfSatisfying(
            Undecodable.class,
            undecodable -> {
              assertThat(undecodable.detail()).contains(expected);
              assertThat(undecodable.replaySequence()).isEqualTo(7);
            });
  }

  @Test
  void shouldTellWhichEntryItWasByItsKey() {
    // When
    DecodedEntry decoded = EntryDecoder.decode(KEY, "no protobuf".getBytes(UTF_8), ORIGIN);

    // Then
    assertThat(decoded)
        .isInstanceOfSatisfying(
            Undecodable.class,
            undecodable -> {
              assertThat(undecodable.name())
                  .contains(new EntryName(ARCHIVE, new EntryPath("d/T-42.json")));
              assertThat(undecodable.connector()).isEmpty();
              assertThat(undecodable.raw().toStringUtf8()).isEqualTo("no protobuf");
            });
  }

  @Test
  void shouldSaveWhatCanBeReadOfARecordThatIsCut() {
    // Given
    byte[] whole = ITEM.toByteArray();
    byte[] cut = Arrays.copyOf(whole, whole.length - 5);

    // When
    DecodedEntry decoded = EntryDecoder.decode(null, cut, ORIGIN);

    // Then
    assertThat(decoded)
        .isInstanceOfSatisfying(
            Undecodable.class,
            undecodable -> {
              assertThat(undecodable.connector()).contains(CONNECTOR);
              assertThat(undecodable.name())
                  .contains(new EntryName(ARCHIVE, new EntryPath("d/T-42.json")));
            });
  }

  @Test
  void shouldNotStopAtARecordWithoutKeyAndValue() {
    // When
    DecodedEntry decoded = EntryDecoder.decode(null, null, ORIGIN);

    // Then
    assertThat(decoded)
        .isInstanceOfSatisfying(
            Undecodable.class, undecodable -> assertThat(undecodable.name()).isEmpty());
  }

  @Test
  void shouldNeverThrow() {
    Property.holds(
        500,
        values ->
            assertThat(EntryDecoder.decode(values.text(250), values.octets(0, 200), ORIGIN))
                .isNotNull());
  }

  private static DecodedEntry decode(Entry entry) {
    return EntryDecoder.decode(KEY, entry.toByteArray(), ORIGIN);
  }
}
