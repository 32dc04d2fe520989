package org.xipline.convert.conversion;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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
 *
 * <p>An archive whose items name many others would cost a reading for each. So after a few, one
 * reading makes payloads of all. Safe for use by many threads.
 */
final class InlineItems {
  private final PayloadStore store;
  private final ManifestReadings readings = new ManifestReadings();

  InlineItems(PayloadStore store) {
    this.store = store;
  }

  /** Gives the item a payload; empty if the manifest is gone, or has no small item of this name. */
  Optional<StoredPayload> stage(ArchiveId archive, EntryPath path) throws IOException {
    if (allStaged(archive)) {
      return store.find(PayloadKey.ofEntry(archive, path));
    }
    Optional<StoredPayload> manifest = store.find(PayloadKey.ofManifest(archive));
    if (manifest.isEmpty()) {
      return Optional.empty();
    }
    try (InputStream in = new BufferedInputStream(store.open(manifest.get().claimCheck()))) {
      return readings.next(archive) ? stageAll(archive, path, in) : stageOne(archive, path, in);
    } catch (InvalidProtocolBufferException e) {
      throw e.getCause() instanceof IOException failure
          ? failure
          : new PayloadDamagedException("manifest of " + archive + ": " + e.getMessage());
    }
  }

  /** They may have been purged since: then the one that was staged last is gone too. */
  private boolean allStaged(ArchiveId archive) throws IOException {
    return switch (readings.of(archive)) {
      case ManifestReadings.NotAll _ -> false;
      case ManifestReadings.NothingToStage _ -> true;
      case ManifestReadings.AllStaged(var last) -> store.find(last).isPresent();
    };
  }

  private Optional<StoredPayload> stageOne(ArchiveId archive, EntryPath path, InputStream manifest)
      throws IOException {
    for (Entry entry = next(manifest); entry != null; entry = next(manifest)) {
      if (entry.getPath().equals(path.value())) {
        return isInline(entry) ? Optional.of(put(archive, entry)) : Optional.empty();
      }
    }
    return Optional.empty();
  }

  private Optional<StoredPayload> stageAll(ArchiveId archive, EntryPath path, InputStream manifest)
      throws IOException {
    Optional<StoredPayload> wanted = Optional.empty();
    Optional<PayloadKey> last = Optional.empty();
    boolean sound = true;
    for (Entry entry = next(manifest); entry != null; entry = next(manifest)) {
      boolean isWanted = entry.getPath().equals(path.value());
      if (isInline(entry) && (isWanted || isSound(entry))) {
        StoredPayload staged = put(archive, entry);
        last = Optional.of(keyOf(archive, entry));
        wanted = isWanted ? Optional.of(staged) : wanted;
      } else {
        sound &= !isInline(entry);
      }
    }
    if (sound) {
      readings.staged(archive, last);
    }
    return wanted;
  }

  private static @Nullable Entry next(InputStream manifest) throws IOException {
    return Entry.parseDelimitedFrom(manifest);
  }

  private static boolean isInline(Entry entry) {
    return entry.getPayload().hasInline();
  }

  private StoredPayload put(ArchiveId archive, Entry entry) throws IOException {
    if (!isSound(entry)) {
      throw new PayloadDamagedException(
          "manifest of " + archive + ": " + entry.getPath() + " has changed");
    }
    ByteString content = entry.getPayload().getInline();
    return store.put(keyOf(archive, entry), content::writeTo);
  }

  private static boolean isSound(Entry entry) {
    byte[] content = entry.getPayload().getInline().toByteArray();
    return Sha256.digest(content).equals(Sha256.ofByteString(entry.getSha256()));
  }

  private static PayloadKey keyOf(ArchiveId archive, Entry entry) {
    return PayloadKey.ofEntry(archive, new EntryPath(entry.getPath()));
  }
}
