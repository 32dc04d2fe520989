package org.xipline.convert.conversion;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.xipline.runtime.payload.PayloadDamagedException;
import org.xipline.runtime.payload.PayloadStore;
import org.xipline.runtime.payload.StoredPayload;
import org.xipline.schemas.identity.ArchiveId;
import org.xipline.schemas.identity.EntryPath;
import org.xipline.schemas.identity.Sha256;
import org.xipline.schemas.payload.PayloadKey;
import org.xipline.schemas.record.Entry;

/**
 * Finds small items that another item names as attachment. They have no payload of their own: their
 * bytes are in the archive's manifest. The first time that one is asked for, the manifest is read
 * through, and the item becomes a payload like other files.
 */
record InlineItems(PayloadStore store) {

  /** Gives the item a payload; empty if the manifest is gone, or has no small item of this name. */
  Optional<StoredPayload> stage(ArchiveId archive, EntryPath path) throws IOException {
    Optional<StoredPayload> manifest = store.find(PayloadKey.ofManifest(archive));
    if (manifest.isEmpty()) {
      return Optional.empty();
    }
    try (InputStream in = new BufferedInputStream(store.open(manifest.get().claimCheck()))) {
      Optional<Entry> entry = find(path, in);
      return entry.isPresent() ? Optional.of(put(archive, path, entry.get())) : Optional.empty();
    } catch (InvalidProtocolBufferException e) {
      throw e.getCause() instanceof IOException failure
          ? failure
          : new PayloadDamagedException("manifest of " + archive + ": " + e.getMessage());
    }
  }

  private static Optional<Entry> find(EntryPath path, InputStream manifest) throws IOException {
    Entry entry = Entry.parseDelimitedFrom(manifest);
    while (entry != null && !entry.getPath().equals(path.value())) {
      entry = Entry.parseDelimitedFrom(manifest);
    }
    return Optional.ofNullable(entry).filter(it -> it.getPayload().hasInline());
  }

  private StoredPayload put(ArchiveId archive, EntryPath path, Entry entry) throws IOException {
    ByteString content = entry.getPayload().getInline();
    if (!Sha256.digest(content.toByteArray()).equals(Sha256.of(entry.getSha256()))) {
      throw new PayloadDamagedException("manifest of " + archive + ": " + path + " has changed");
    }
    return store.put(PayloadKey.ofEntry(archive, path), content::writeTo);
  }
}
