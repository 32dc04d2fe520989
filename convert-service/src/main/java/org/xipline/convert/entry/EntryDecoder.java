package org.xipline.convert.entry;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xipline.convert.entry.DecodedEntry.EntryName;
import org.xipline.convert.entry.DecodedEntry.File;
import org.xipline.convert.entry.DecodedEntry.Undecodable;
import org.xipline.schemas.identity.ArchiveId;
import org.xipline.schemas.identity.ConnectorName;
import org.xipline.schemas.identity.EntryPath;
import org.xipline.schemas.identity.Sha256;
import org.xipline.schemas.payload.PayloadKey;
import org.xipline.schemas.record.Entry;
import org.xipline.schemas.record.Payload;

/** Tells what the bytes of a record are. Never throws, whatever they are. */
public final class EntryDecoder {

  private EntryDecoder() {}

  /**
   * Decodes a record of {@code xip.entries}.
   *
   * @param key {@code archiveId/path} by rights; consulted only where the value fails
   */
  public static DecodedEntry decode(
      @Nullable String key, byte @Nullable [] value, RecordOrigin origin) {
    if (value == null) {
      return undecodable("has no value", key, Entry.getDefaultInstance(), ByteString.EMPTY, origin);
    }
    try {
      return check(key, Entry.parseFrom(value), value, origin);
    } catch (InvalidProtocolBufferException e) {
      return undecodable(
          "is not an entry: " + e.getMessage(),
          key,
          e.getUnfinishedMessage() instanceof Entry begun ? begun : Entry.getDefaultInstance(),
          ByteString.copyFrom(value),
          origin);
    }
  }

  private static DecodedEntry check(
      @Nullable String key, Entry entry, byte[] value, RecordOrigin origin) {
    try {
      return switch (entry.getKind()) {
        case ENTRY_KIND_ITEM -> item(entry, origin);
        case ENTRY_KIND_FILE -> new File(origin);
        case ENTRY_KIND_UNSPECIFIED, UNRECOGNIZED ->
            throw new IllegalArgumentException("unknown kind " + entry.getKindValue());
      };
    } catch (IllegalArgumentException | DateTimeException e) {
      String detail = "is not a valid entry: " + e.getMessage();
      return undecodable(detail, key, entry, ByteString.copyFrom(value), origin);
    }
  }

  private static ItemEntry item(Entry entry, RecordOrigin origin) {
    var path = new EntryPath(entry.getPath());
    if (!path.isItem()) {
      throw new IllegalArgumentException("not the path of an item: " + path);
    }
    checkDocument(entry.getPayload());
    return new ItemEntry(
        origin,
        new ConnectorName(entry.getConnector()),
        new ArchiveId(entry.getArchiveId()),
        path,
        modifiedAt(entry),
        Sha256.ofHex(entry.getSnapshotId()),
        Sha256.ofHex(entry.getSignerSha256()),
        entry);
  }

  private static Instant modifiedAt(Entry entry) {
    var modified = entry.getModifiedAt();
    return Instant.ofEpochSecond(modified.getSeconds(), modified.getNanos());
  }

  private static void checkDocument(Payload document) {
    switch (document.getLocationCase()) {
      case INLINE -> {}
      case CLAIM_CHECK -> {
        var _ = new PayloadKey(document.getClaimCheck().getKey());
        var _ = Sha256.ofByteString(document.getClaimCheck().getSha256());
      }
      case LOCATION_NOT_SET -> throw new IllegalArgumentException("it has no payload");
    }
  }

  private static Undecodable undecodable(
      String detail, @Nullable String key, Entry begun, ByteString raw, RecordOrigin origin) {
    Optional<EntryName> name = nameIn(key).or(() -> nameIn(begun));
    return new Undecodable(
        origin, detail, connectorIn(begun), name, begun.getReplay().getSequence(), raw);
  }

  private static Optional<ConnectorName> connectorIn(Entry begun) {
    try {
      return Optional.of(new ConnectorName(begun.getConnector()));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static Optional<EntryName> nameIn(Entry begun) {
    return name(begun.getArchiveId(), begun.getPath());
  }

  private static Optional<EntryName> nameIn(@Nullable String key) {
    if (key == null || key.indexOf('/') < 0) {
      return Optional.empty();
    }
    int slash = key.indexOf('/');
    return name(key.substring(0, slash), key.substring(slash + 1));
  }

  private static Optional<EntryName> name(String archive, String path) {
    try {
      return Optional.of(new EntryName(new ArchiveId(archive), new EntryPath(path)));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
