package org.xipline.convert.conversion;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.xipline.convert.StagedArchive.ARCHIVE;
import static org.xipline.convert.StagedArchive.RULES;
import static org.xipline.convert.StagedArchive.attachments;
import static org.xipline.convert.StagedArchive.decoded;
import static org.xipline.convert.StagedArchive.document;
import static org.xipline.convert.StagedArchive.replay;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xipline.convert.FaultyPayloadStore;
import org.xipline.convert.StagedArchive;
import org.xipline.convert.conversion.Conversion.Converted;
import org.xipline.convert.conversion.Conversion.DeadLettered;
import org.xipline.convert.entry.ItemEntry;
import org.xipline.convert.item.Content.NamedSize;
import org.xipline.convert.routing.Route;
import org.xipline.convert.routing.SnapshotCache;
import org.xipline.runtime.payload.DirectoryPayloadStore;
import org.xipline.schemas.identity.EmailAddress;
import org.xipline.schemas.identity.EntryPath;
import org.xipline.schemas.identity.Sha256;
import org.xipline.schemas.payload.PayloadKey;
import org.xipline.schemas.reason.DeadLetterReason;
import org.xipline.schemas.record.Payload;
import org.xipline.schemas.record.Snapshot;

class ItemConverterTest {
  private static final String PATH = "d/T-42.json";
  private static final String ALICE = "alice@contoso.example";
  private static final String BOB = "bob@contoso.example";
  private static final String EVE = "eve@fabrikam.example";
  private static final String CAROL = "carol@contoso.example";

  @TempDir Path folder;
  private FaultyPayloadStore store;
  private StagedArchive archive;

  @BeforeEach
  void stage() throws IOException {
    store = new FaultyPayloadStore(new DirectoryPayloadStore(folder));
    archive = new StagedArchive(store, RULES);
  }

  @Test
  void shouldConvertAnItemForEachOfItsParticipants() throws IOException {
    // When
    Converted converted = converted(item(document(String.join(",", ALICE, EVE, CAROL, BOB))));

    // Then
    assertThat(converted.routes())
        .containsExactly(to(ALICE, ALICE), external(EVE), unmapped(CAROL), to(BOB, BOB));
    assertThat(converted.item().itemId()).isEqualTo("T-42");
    assertThat(converted.item().sent()).hasToString("2026-11-20T09:15+01:00");
    assertThat(converted.item().key().messageId()).matches("<.+@xipline>");
  }

  @Test
  void shouldRenderASmallMessageInline() throws IOException {
    // When
    RenderedMessage message = converted(item(document(ALICE))).message().orElseThrow();

    // Then
    ByteString inline = message.payload().getInline();
    assertThat(inline.toStringUtf8())
        .startsWith("X-XIP-")
        .contains("X-XIP-Archive: " + ARCHIVE.hex(), "done at 42");
    assertThat(message.sizeBytes()).isEqualTo(inline.size());
    assertThat(message.sha256()).isEqualTo(Sha256.digest(inline.toByteArray()));
  }

  @Test
  void shouldGiveTheSameConversionAgain() throws IOException {
    // Given
    ItemEntry entry = item(document(ALICE));

    // When
    Conversion one = convert(entry);
    Conversion other = convert(entry);

    // Then
    assertThat(other).isEqualTo(one);
  }

  @Test
  void shouldResolveAttachmentsFromTheItemsFolder() throws IOException {
    // Given
    byte[] ticket = "ticket".getBytes(UTF_8);
    Sha256 ofTicket = archive.file("d/attachments/ticket.bin", ticket);
    Sha256 ofShared = archive.file("shared.bin", new byte[300]);
    String document =
        document(ALICE, attachments("attachments/ticket.bin", "../shared.bin", "../shared.bin"));

    // When
    Converted converted = converted(item(document));

    // Then
    assertThat(converted.claimedPaths())
        .containsExactly(new EntryPath("d/attachments/ticket.bin"), new EntryPath("shared.bin"));
    assertThat(converted.item().size().itemBytes())
        .isEqualTo(document.length() + ticket.length + 600);
    assertThat(converted.item().size().largestAttachment())
        .contains(new NamedSize("shared.bin", 300));
    assertThat(converted.item().key().itemDigest())
        .isEqualTo(digest(document, ofTicket, ofShared, ofShared));
  }

  @Test
  void shouldAttachAnItemThatAnotherOneNamesWithoutClaimingIt() throws IOException {
    // Given
    archive.manifest(
        archive.item("d/T-43.json", "{\"Id\":\"T-43\"}"), archive.item("d/T-44.json", "{}"));
    ItemEntry entry = item(document(ALICE, attachments("T-44.json")));

    // When
    Converted converted = converted(entry);

    // Then
    assertThat(converted.claimedPaths()).isEmpty();
    assertThat(converted.item().size().largestAttachment()).contains(new NamedSize("T-44.json", 2));
    assertThat(store.find(StagedArchive.keyOf("d/T-44.json"))).isPresent();
    assertThat(store.find(StagedArchive.keyOf("d/T-43.json"))).isEmpty();
    assertThat(deadLettered(item(document(ALICE, attachments("T-45.json")))).reason())
        .isEqualTo(DeadLetterReason.ATTACHMENT_MISSING);
  }

  @Test
  void shouldNotAttachAnItemThatChangedInTheManifest() throws IOException {
    // Given
    archive.manifest(
        archive.item("d/T-44.json", "{}").setSha256(ByteString.copyFrom(new byte[32])));

    // When
    DeadLettered deadLettered = deadLettered(item(document(ALICE, attachments("T-44.json"))));

    // Then
    assertThat(deadLettered.reason()).isEqualTo(DeadLetterReason.PAYLOAD_DAMAGED);
  }

  @Test
  void shouldDeadLetterAnItemWhoseAttachmentIsNotThere() throws IOException {
    // Given
    archive.file("d/here.bin", new byte[1]);
    String document = document(String.join(",", ALICE, EVE), attachments("here.bin", "gone.bin"));

    // When
    DeadLettered deadLettered = deadLettered(item(document));

    // Then
    assertThat(deadLettered.reason()).isEqualTo(DeadLetterReason.ATTACHMENT_MISSING);
    assertThat(deadLettered.detail()).contains("d/gone.bin").doesNotContain("here.bin");
    assertThat(deadLettered.itemId()).contains("T-42");
    assertThat(deadLettered.routes()).containsExactly(to(ALICE, ALICE), external(EVE));
    assertThat(deadLettered.claimedPaths()).containsExactly(new EntryPath("d/here.bin"));
  }

  @Test
  void shouldSayThatPayloadsExpiredWhereAReplayComesAfterThePurge() throws IOException {
    // Given
    var replayed =
        decoded(
            archive
                .item(PATH, document(ALICE, attachments("gone.bin")))
                .setReplay(replay(7, ALICE)));

    // When
    DeadLetterReason purged = deadLettered(replayed).reason();
    store.put(PayloadKey.ofManifest(ARCHIVE), out -> out.write(1));
    DeadLetterReason kept = deadLettered(replayed).reason();

    // Then
    assertThat(purged).isEqualTo(DeadLetterReason.PAYLOAD_EXPIRED);
    assertThat(kept).isEqualTo(DeadLetterReason.ATTACHMENT_MISSING);
  }

  @Test
  void shouldDeadLetterAMalformedItemWithTheParticipantsThatCanBeRead() throws IOException {
    // Given
    String document = document(String.join(",", ALICE, EVE)).replace("\"Sent\"", "\"sent\"");

    // When
    DeadLettered deadLettered = deadLettered(item(document));

    // Then
    assertThat(deadLettered.reason()).isEqualTo(DeadLetterReason.MALFORMED_ITEM);
    assertThat(deadLettered.routes()).containsExactly(to(ALICE, ALICE), external(EVE));
  }

  @Test
  void shouldDeadLetterAnItemThatNobodyCanRead() throws IOException {
    // When
    DeadLettered deadLettered = deadLettered(item("no json"));

    // Then
    assertThat(deadLettered.reason()).isEqualTo(DeadLetterReason.MALFORMED_ITEM);
    assertThat(deadLettered.routes()).isEmpty();
  }

  @Test
  void shouldSettleThePairsOfAReplayThoughTheItemCannotBeRead() throws IOException {
    // Given
    ItemEntry entry = decoded(archive.item(PATH, "no json").setReplay(replay(7, ALICE, CAROL)));

    // When
    DeadLettered deadLettered = deadLettered(entry);

    // Then
    assertThat(deadLettered.routes()).containsExactly(to(ALICE, ALICE), unmapped(CAROL));
  }

  @Test
  void shouldConvertAReplayForItsAddressesOnly() throws IOException {
    // Given
    ItemEntry entry =
        decoded(
            archive
                .item(PATH, document(String.join(",", ALICE, BOB, CAROL)))
                .setReplay(replay(7, BOB)));

    // When
    Converted converted = converted(entry);

    // Then
    assertThat(converted.routes()).containsExactly(to(BOB, BOB));
  }

  @Test
  void shouldConvertAReplayWithoutAddressesForAll() throws IOException {
    // Given
    ItemEntry entry =
        decoded(archive.item(PATH, document(String.join(",", ALICE, BOB))).setReplay(replay(7)));

    // When
    Converted converted = converted(entry);

    // Then
    assertThat(converted.routes()).containsExactly(to(ALICE, ALICE), to(BOB, BOB));
  }

  @Test
  void shouldNotRenderAnItemOverTheLimit() throws IOException {
    // Given
    archive.file("d/large.bin", new byte[1_001]);
    int before = store.puts();

    // When
    Converted converted = converted(item(document(ALICE, attachments("large.bin"))));

    // Then
    assertThat(converted.item().isOverLimit()).isTrue();
    assertThat(converted.message()).isEmpty();
    assertThat(converted.entry().document().hasInline()).isTrue();
    assertThat(store.puts()).isEqualTo(before);
  }

  @Test
  void shouldRenderAnItemThatReachesTheLimit() throws IOException {
    // Given
    String document = document(ALICE, attachments("fits.bin"));
    archive.file("d/fits.bin", new byte[1_000 - document.length()]);

    // When
    Converted converted = converted(item(document));

    // Then
    assertThat(converted.item().size().itemBytes()).isEqualTo(1_000);
    assertThat(converted.message()).isPresent();
  }

  @Test
  void shouldSendALargeMessageByClaimCheckAndRenderItOnce() throws IOException {
    // Given
    archive = new StagedArchive(store, RULES.toBuilder().setLimitBytes(10 << 20).build());
    archive.file("d/large.bin", new byte[1 << 20]);
    ItemEntry entry = item(document(ALICE, attachments("large.bin")));
    int before = store.puts();

    // When
    RenderedMessage message = converted(entry).message().orElseThrow();
    RenderedMessage again = converted(entry).message().orElseThrow();

    // Then
    assertThat(message.sizeBytes()).isGreaterThan(4 * (1 << 20) / 3);
    try (InputStream in = store.open(message.payload().getClaimCheck())) {
      assertThat(Sha256.digest(in.readAllBytes())).isEqualTo(message.sha256());
    }
    assertThat(again).isEqualTo(message);
    assertThat(store.puts()).isEqualTo(before + 1);
  }

  @Test
  void shouldSendByClaimCheckWhatVeryManyMailboxesGet() throws IOException {
    // Given
    archive = new StagedArchive(store, openTo("contoso.example"));

    // When
    RenderedMessage forMany =
        converted(item(document(participants(5_000)))).message().orElseThrow();
    RenderedMessage forFew = converted(item(document(participants(3)))).message().orElseThrow();

    // Then
    assertThat(forMany.payload().hasClaimCheck()).isTrue();
    assertThat(forFew.payload().hasInline()).isTrue();
  }

  @Test
  void shouldNotCarryALargeDocumentToVeryManyMailboxes() throws IOException {
    // Given
    archive =
        new StagedArchive(store, openTo("contoso.example").toBuilder().setLimitBytes(1).build());
    String document = document(participants(1_000));

    // When
    Converted converted = converted(item(document));

    // Then
    Payload moved = converted.entry().document();
    assertThat(moved.getClaimCheck().getKey()).isEqualTo(StagedArchive.keyOf(PATH).value());
    assertThat(moved.getClaimCheck().getSizeBytes()).isEqualTo(document.length());
    assertThat(converted.routes()).hasSize(1_000);
  }

  @Test
  void shouldPassAnOriginalMessageOn() throws IOException {
    // Given
    String eml =
        "From: alice@contoso.example\nTo: Bob <bob@contoso.example>\nMessage-ID: <1@x>\n\nhi\n";

    // When
    Converted converted = converted(decoded(archive.item("d/T-44.eml", eml)));

    // Then
    assertThat(converted.routes()).containsExactly(to(ALICE, ALICE), to(BOB, BOB));
    assertThat(converted.item().itemId()).isEqualTo("T-44");
    assertThat(converted.item().key().messageId()).isEqualTo("<1@x>");
    assertThat(converted.message().orElseThrow().payload().getInline().toStringUtf8())
        .endsWith("\r\n\r\nhi\r\n");
  }

  @Test
  void shouldDeadLetterAMessageIdThatNoRecordCouldHold() throws IOException {
    // Given
    String eml =
        "From: alice@contoso.example\nMessage-ID: <" + "1\n ".repeat(3_000) + "@x>\n\nhi\n";

    // When
    DeadLettered deadLettered = deadLettered(decoded(archive.item("d/T-44.eml", eml)));

    // Then
    assertThat(deadLettered.reason()).isEqualTo(DeadLetterReason.MALFORMED_ITEM);
    assertThat(deadLettered.detail()).contains("Message-ID");
  }

  @Test
  void shouldReadADocumentByClaimCheck() throws IOException {
    // When
    Converted converted = converted(decoded(archive.itemByClaimCheck(PATH, document(ALICE))));

    // Then
    assertThat(converted.routes()).containsExactly(to(ALICE, ALICE));
  }

  @Test
  void shouldSayThatADocumentExpired() throws IOException {
    // Given
    ItemEntry entry = decoded(archive.itemByClaimCheck(PATH, document(ALICE)));
    store.delete(StagedArchive.keyOf(PATH));

    // When
    DeadLettered deadLettered = deadLettered(entry);

    // Then
    assertThat(deadLettered.reason()).isEqualTo(DeadLetterReason.PAYLOAD_EXPIRED);
    assertThat(deadLettered.routes()).isEmpty();
  }

  @Test
  void shouldSayThatADocumentIsDamagedRatherThanMalformed() throws IOException {
    // Given
    ItemEntry entry = decoded(archive.itemByClaimCheck(PATH, document(ALICE)));
    damage(StagedArchive.keyOf(PATH));

    // When
    DeadLettered deadLettered = deadLettered(entry);

    // Then
    assertThat(deadLettered.reason()).isEqualTo(DeadLetterReason.PAYLOAD_DAMAGED);
  }

  @Test
  void shouldSayThatTheSnapshotExpired() throws IOException {
    // Given
    ItemEntry entry = decoded(archive.item(PATH, document(ALICE)).setSnapshotId("9".repeat(64)));

    // When
    DeadLettered deadLettered = deadLettered(entry);

    // Then
    assertThat(deadLettered.reason()).isEqualTo(DeadLetterReason.PAYLOAD_EXPIRED);
    assertThat(deadLettered.detail()).contains("snapshot");
  }

  @Test
  void shouldDeadLetterAnItemThatBringsABugToLight() throws IOException {
    // Given
    archive = new StagedArchive(store, RULES.toBuilder().setLimitBytes(10 << 20).build());
    archive.file("d/large.bin", new byte[1 << 20]);
    store.breakWriting(new IllegalStateException("cannot happen"));

    // When
    DeadLettered deadLettered = deadLettered(item(document(ALICE, attachments("large.bin"))));

    // Then
    assertThat(deadLettered.reason()).isEqualTo(DeadLetterReason.CONVERSION_FAILED);
    assertThat(deadLettered.detail()).isEqualTo("IllegalStateException: cannot happen");
    assertThat(deadLettered.routes()).containsExactly(to(ALICE, ALICE));
    assertThat(deadLettered.claimedPaths()).containsExactly(new EntryPath("d/large.bin"));
  }

  @Test
  void shouldNotBlameAnItemForAFailingStore() throws IOException {
    // Given
    ItemEntry entry = item(document(ALICE, attachments("here.bin")));
    archive.file("d/here.bin", new byte[1]);

    store.failToRead(1);

    // When, then
    assertThatThrownBy(() -> convert(entry)).hasMessage("the disk is on fire");
    assertThat(converted(entry).message()).isPresent();
  }

  private ItemEntry item(String document) {
    return decoded(archive.item(PATH, document));
  }

  private Conversion convert(ItemEntry entry) throws IOException {
    return new ItemConverter(store, new SnapshotCache(store, 2)).convert(entry);
  }

  private Converted converted(ItemEntry entry) throws IOException {
    return switch (convert(entry)) {
      case Converted converted -> converted;
      case DeadLettered deadLettered -> throw new AssertionError(deadLettered.toString());
    };
  }

  private DeadLettered deadLettered(ItemEntry entry) throws IOException {
    return switch (convert(entry)) {
      case Converted converted -> throw new AssertionError(converted.toString());
      case DeadLettered deadLettered -> deadLettered;
    };
  }

  private void damage(PayloadKey key) throws IOException {
    String name = key.value().substring(key.value().lastIndexOf('/') + 1);
    try (var files = Files.walk(folder)) {
      Path file = files.filter(it -> it.endsWith(name)).findFirst().orElseThrow();
      byte[] bytes = Files.readAllBytes(file);
      bytes[bytes.length - 1] ^= 1;
      Files.write(file, bytes);
    }
  }

  private static Sha256 digest(String document, Sha256... attachments) {
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(document.getBytes(UTF_8));
    Arrays.stream(attachments).forEach(sha256 -> bytes.writeBytes(sha256.toByteArray()));
    return Sha256.digest(bytes.toByteArray());
  }

  private static Snapshot openTo(String domain) {
    return Snapshot.newBuilder().addAcceptedDomains(domain).setLimitBytes(10 << 20).build();
  }

  private static String participants(int count) {
    return IntStream.range(0, count)
        .mapToObj(number -> "user" + number + "@contoso.example")
        .collect(Collectors.joining(","));
  }

  private static Route to(String address, String mailbox) {
    return new Route.ToMailbox(new EmailAddress(address), new EmailAddress(mailbox));
  }

  private static Route external(String address) {
    return new Route.External(new EmailAddress(address));
  }

  private static Route unmapped(String address) {
    return new Route.Unmapped(new EmailAddress(address));
  }
}
