package org.xipline.convert.routing;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.xipline.runtime.payload.PayloadDamagedException;
import org.xipline.runtime.payload.PayloadMissingException;
import org.xipline.runtime.payload.PayloadStore;
import org.xipline.runtime.payload.StoredPayload;
import org.xipline.schemas.identity.Sha256;
import org.xipline.schemas.payload.PayloadKey;
import org.xipline.schemas.record.Snapshot;

/**
 * Rules by the digest of their snapshot, read once and kept while in use: the least recently used
 * go first. Safe for use by many threads; while one reads a snapshot the others wait, so that a big
 * directory is in memory once.
 */
public final class SnapshotCache {
  private final PayloadStore store;
  private final Map<Sha256, Rules> recent;
  private final ReentrantLock lock = new ReentrantLock();

  /**
   * @param capacity how many snapshots are kept; archives that are under way together rarely have
   *     more than a few
   */
  public SnapshotCache(PayloadStore store, int capacity) {
    this.store = store;
    this.recent =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Sha256, Rules> eldest) {
            return size() > capacity;
          }
        };
  }

  /**
   * The rules of a snapshot.
   *
   * @throws PayloadMissingException if the store has no such snapshot
   * @throws PayloadDamagedException if what it has is something else
   */
  public Rules rulesOf(Sha256 snapshotId) throws IOException {
    lock.lock();
    try {
      Rules known = recent.get(snapshotId);
      if (known != null) {
        return known;
      }
      Rules read = Rules.of(read(snapshotId));
      recent.put(snapshotId, read);
      return read;
    } finally {
      lock.unlock();
    }
  }

  private Snapshot read(Sha256 snapshotId) throws IOException {
    StoredPayload stored =
        store
            .find(PayloadKey.ofSnapshot(snapshotId))
            .orElseThrow(() -> new PayloadMissingException("no snapshot " + snapshotId));
    if (!stored.sha256().equals(snapshotId)) {
      throw new PayloadDamagedException(
          "snapshot " + snapshotId + " is stored with the digest " + stored.sha256());
    }
    try (InputStream in = store.open(stored.claimCheck())) {
      // Whole before it is parsed: only so does damage show as what it is.
      return Snapshot.parseFrom(in.readAllBytes());
    } catch (InvalidProtocolBufferException e) {
      throw new PayloadDamagedException(
          "snapshot " + snapshotId + " is invalid: " + e.getMessage());
    }
  }
}
