package org.xipline.convert;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import java.io.IOException;
import java.util.List;
import org.xipline.convert.entry.DecodedEntry;
import org.xipline.convert.entry.EntryDecoder;
import org.xipline.convert.entry.ItemEntry;
import org.xipline.convert.entry.RecordOrigin;
import org.xipline.runtime.payload.PayloadStore;
import org.xipline.schemas.identity.ArchiveId;
import org.xipline.schemas.identity.ConnectorName;
import org.xipline.schemas.identity.EntryPath;
import org.xipline.schemas.identity.Sha256;
import org.xipline.schemas.payload.PayloadKey;
import org.xipline.schemas.record.Entry;
import org.xipline.schemas.record.EntryKind;
import org.xipline.schemas.record.MappedAddress;
import org.xipline.schemas.record.Payload;
import org.xipline.schemas.record.Replay;
import org.xipline.schemas.record.Snapshot;
import org.xipline.schemas.record.User;

/** An archive as ingest leaves it behind: payloads in the store, entries to publish. */
public final class StagedArchive {
  public static final ArchiveId ARCHIVE = new ArchiveId("a1".repeat(32));
  public static final ConnectorName CONNECTOR = new ConnectorName("desk");
  public static final RecordOrigin ORIGIN = new RecordOrigin("xip.entries", 3, 42);

  /** Accepts contoso.example by directory: alice (also ally), bob. The limit is 1,000 bytes. */
  public static final Snapshot RULES =
      Snapshot.newBuilder()
          .setHasDirectory(true)
          .addUsers(
              User.newBuilder()
                  .setMailbox("alice@contoso.example")
                  .addAliases("ally@contoso.example"))
          .addUsers(User.newBuilder().setMailbox("bob@contoso.example"))
          .addMapping(
              MappedAddress.newBuilder()
                  .setAddress("desk7@chat.example")
                  .setMailbox("bob@contoso.example"))
          .addAcceptedDomains("contoso.example")
          .setLimitBytes(1_000)
          .build();

  private static final String SIGNER = "5e".repeat(32);

  private final PayloadStore store;
  private final String snapshotId;

  public StagedArchive(PayloadStore store, Snapshot rules) throws IOException {
    this.store = store;
    Sha256 digest = Sha256.digest(rules.toByteArray());
    store.put(PayloadKey.ofSnapshot(digest), rules::writeTo);
    this.snapshotId = digest.hex();
  }

  /** A document with these participants, and whatever else is given as JSON properties. */
  public static String document(String participants, String... properties) {
    var text = new StringBuilder();
    text.append("{\"Id\":\"T-42\",\"Sent\":\"2026-11-20T09:15:00+01:00\",\"Subject\":\"Desk 7\",");
    text.append("\"From\":{\"Name\":\"Alice\",\"Email\":\"alice@contoso.example\"},");
    text.append("\"Body\":{\"Text\":\"done at 42\"},");
    for (String property : properties) {
      text.append(property).append(',');
    }
    text.append("\"Email\":[");
    String separator = "";
    for (String participant : participants.split(",")) {
      text.append(separator).append('"').append(participant.strip()).append('"');
      separator = ",";
    }
    return text.append("]}").toString();
  }

  public static String attachments(String... paths) {
    var text = new StringBuilder("\"Attachments\":[");
    String separator = "";
    for (String path : paths) {
      text.append(separator).append("{\"Path\":\"").append(path).append("\"}");
      separator = ",";
    }
    return text.append(']').toString();
  }

  /** Stages a file for items to find. */
  public Sha256 file(String path, byte[] content) throws IOException {
    return store.put(keyOf(path), out -> out.write(content)).sha256();
  }

  /** Stages the list of the archive's entries. */
  public void manifest(Entry.Builder... entries) throws IOException {
    store.put(
        PayloadKey.ofManifest(ARCHIVE),
        out -> {
          for (Entry.Builder entry : entries) {
            entry.build().writeDelimitedTo(out);
          }
        });
  }

  public static PayloadKey keyOf(String path) {
    return PayloadKey.ofEntry(ARCHIVE, new EntryPath(path));
  }

  public Entry.Builder item(String path, String document) {
    ByteString content = ByteString.copyFromUtf8(document);
    return entry(path, content.toByteArray()).setPayload(Payload.newBuilder().setInline(content));
  }

  public Entry.Builder itemByClaimCheck(String path, String document) throws IOException {
    byte[] content = document.getBytes(UTF_8);
    var stored = store.put(keyOf(path), out -> out.write(content));
    return entry(path, content).setPayload(Payload.newBuilder().setClaimCheck(stored.claimCheck()));
  }

  private Entry.Builder entry(String path, byte[] content) {
    return Entry.newBuilder()
        .setConnector(CONNECTOR.value())
        .setArchiveId(ARCHIVE.hex())
        .setPath(path)
        .setKind(EntryKind.ENTRY_KIND_ITEM)
        .setSizeBytes(content.length)
        .setSha256(Sha256.digest(content).toByteString())
        .setModifiedAt(Timestamp.newBuilder().setSeconds(1_790_000_000L))
        .setSnapshotId(snapshotId)
        .setSignerSha256(SIGNER);
  }

  public static Replay replay(long sequence, String... addresses) {
    return Replay.newBuilder()
        .setReplayId("r1")
        .setSequence(sequence)
        .addAllAddresses(List.of(addresses))
        .setRequestedBy("op")
        .setWhy("mapped")
        .build();
  }

  public static String keyOf(Entry.Builder entry) {
    return entry.getArchiveId() + "/" + entry.getPath();
  }

  /** What the service makes of a record. */
  public static ItemEntry decoded(Entry.Builder entry) {
    DecodedEntry decoded = EntryDecoder.decode(keyOf(entry), entry.build().toByteArray(), ORIGIN);
    if (decoded instanceof ItemEntry item) {
      return item;
    }
    throw new AssertionError(decoded);
  }
}
