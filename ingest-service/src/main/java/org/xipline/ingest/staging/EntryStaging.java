package org.xipline.ingest.staging;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.xipline.archive.model.ArchiveEntry;
import org.xipline.archive.model.EntryReader;
import org.xipline.runtime.payload.ArchiveStaging;
import org.xipline.runtime.payload.PayloadContent;
import org.xipline.runtime.payload.PayloadStore;
import org.xipline.runtime.payload.StoredPayload;
import org.xipline.schemas.identity.ArchiveId;
import org.xipline.schemas.identity.Sha256;
import org.xipline.schemas.payload.PayloadKey;
import org.xipline.schemas.record.Entry;
import org.xipline.schemas.record.EntryKind;
import org.xipline.schemas.record.Payload;
import org.xipline.schemas.topic.Topic;

/**
 * Puts the payloads of one archive into the payload store and writes its manifest. Small items
 * travel in the manifest itself; all other files are payloads of their own, because items find
 * their attachments by path.
 */
public final class EntryStaging {
  /** Files up to this size are staged several at a time; a larger one alone, streaming. */
  private static final int SMALL_FILE_BYTES = 256 << 10;

  private final PayloadStore store;
  private final ArchiveId archive;
  private long entries;
  private long items;

  /** Payloads are stored by several threads. */
  private final LongAdder added = new LongAdder();

  public EntryStaging(PayloadStore store, ArchiveId archive) {
    this.store = store;
    this.archive = archive;
  }

  /**
   * Stages all files that {@code reader} yields; directories and links have no payload. May be
   * repeated after a crash.
   *
   * @param staging told that it goes on
   * @throws org.xipline.archive.model.ArchiveRejectedException if the archive shows a fault on the
   *     way; what was staged by then remains
   */
  public StagedArchive stage(EntryReader reader, ArchiveStaging staging) throws IOException {
    entries = 0;
    items = 0;
    added.reset();
    StoredPayload manifest =
        counted(
            store.put(PayloadKey.ofManifest(archive), out -> writeManifest(reader, staging, out)));
    return new StagedArchive(manifest.claimCheck(), entries, items, added.sum());
  }

  private void writeManifest(EntryReader reader, ArchiveStaging staging, OutputStream out)
      throws IOException {
    try (var inFlight = new InFlightPayloads(entry -> entry.writeDelimitedTo(out))) {
      Optional<ArchiveEntry> next = reader.next();
      while (next.isPresent()) {
        staging.goesOn();
        if (next.get() instanceof ArchiveEntry.RegularFile file) {
          stage(file, inFlight);
        }
        next = reader.next();
      }
      inFlight.finish();
    }
  }

  private void stage(ArchiveEntry.RegularFile file, InFlightPayloads inFlight) throws IOException {
    boolean item = file.path().isItem();
    entries++;
    items += item ? 1 : 0;
    if (item && file.sizeBytes() <= Topic.MAX_INLINE_BYTES) {
      inFlight.add(inline(file));
    } else if (file.sizeBytes() <= SMALL_FILE_BYTES) {
      byte[] content = file.content().readAllBytes();
      inFlight.submit(content.length, () -> stored(file, out -> out.write(content)));
    } else {
      InputStream content = file.content();
      inFlight.add(stored(file, content::transferTo));
    }
  }

  private Entry inline(ArchiveEntry.RegularFile file) throws IOException {
    byte[] content = file.content().readAllBytes();
    ByteString bytes = UnsafeByteOperations.unsafeWrap(content);
    return entry(file)
        .setPayload(Payload.newBuilder().setInline(bytes))
        .setSha256(Sha256.digest(content).toByteString())
        .build();
  }

  private Entry stored(ArchiveEntry.RegularFile file, PayloadContent content) throws IOException {
    StoredPayload payload = counted(store.put(PayloadKey.ofEntry(archive, file.path()), content));
    return entry(file)
        .setPayload(Payload.newBuilder().setClaimCheck(payload.claimCheck()))
        .setSha256(payload.sha256().toByteString())
        .build();
  }

  private StoredPayload counted(StoredPayload payload) {
    if (!payload.existed()) {
      added.increment();
    }
    return payload;
  }

  private static Entry.Builder entry(ArchiveEntry.RegularFile file) {
    return Entry.newBuilder()
        .setPath(file.path().value())
        .setKind(file.path().isItem() ? EntryKind.ENTRY_KIND_ITEM : EntryKind.ENTRY_KIND_FILE)
        .setSizeBytes(file.sizeBytes())
        .setModifiedAt(
            Timestamp.newBuilder()
                .setSeconds(file.modifiedAt().getEpochSecond())
                .setNanos(file.modifiedAt().getNano()));
  }
}
