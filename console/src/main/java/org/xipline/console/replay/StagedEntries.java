package org.xipline.console.replay;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.xipline.ingest.staging.Manifest;
import org.xipline.runtime.payload.PayloadStore;
import org.xipline.runtime.payload.StoredPayload;
import org.xipline.schemas.identity.ArchiveId;
import org.xipline.schemas.payload.PayloadKey;
import org.xipline.schemas.record.Entry;
import org.xipline.schemas.record.MailboxMessage;

/**
 * Entries of archives by path, from their manifests. A manifest is in the archive's order, and read
 * from its beginning: what is asked for soon is read with it, as far as memory allows.
 */
final class StagedEntries {
  private static final long MAX_BYTES_AHEAD = 16L << 20;

  private final PayloadStore payloads;
  private final Map<ArchiveId, Set<String>> soon;
  private final Map<String, Entry> ahead = new HashMap<>();
  private Optional<ArchiveId> archive = Optional.empty();

  /**
   * @param soon the paths that will be asked for, by archive; those that were are taken out
   */
  StagedEntries(PayloadStore payloads, Map<ArchiveId, Set<String>> soon) {
    this.payloads = payloads;
    this.soon = soon;
  }

  /** Those of these paths that the manifest has; none where there is no manifest. */
  Map<String, Entry> find(ArchiveId of, Set<String> paths) throws IOException {
    if (!archive.equals(Optional.of(of)) || !ahead.keySet().containsAll(paths)) {
      readAhead(of, paths);
    }
    soon.getOrDefault(of, new HashSet<>()).removeAll(paths);
    var found = new HashMap<String, Entry>();
    for (String path : paths) {
      Entry entry = ahead.remove(path);
      if (entry != null) {
        found.put(path, entry);
      }
    }
    return found;
  }

  /**
   * Whether a message cannot be sent as it was, and its archive is there to make it from again:
   * what is staged again are entries, not the messages that they became.
   */
  boolean replace(MailboxMessage message) throws IOException {
    return message.getPayload().hasClaimCheck()
        && payloads.find(new PayloadKey(message.getPayload().getClaimCheck().getKey())).isEmpty()
        && payloads.find(PayloadKey.ofManifest(new ArchiveId(message.getArchiveId()))).isPresent();
  }

  private void readAhead(ArchiveId of, Set<String> now) throws IOException {
    archive = Optional.of(of);
    ahead.clear();
    Optional<StoredPayload> manifest = payloads.find(PayloadKey.ofManifest(of));
    if (manifest.isEmpty()) {
      return;
    }
    Set<String> later = soon.getOrDefault(of, Set.of());
    long bytes = 0;
    try (Manifest entries = Manifest.open(payloads, manifest.get().claimCheck())) {
      for (Optional<Entry> next = entries.next(); next.isPresent(); next = entries.next()) {
        Entry entry = next.get();
        boolean fits = bytes < MAX_BYTES_AHEAD && later.contains(entry.getPath());
        if (fits || now.contains(entry.getPath())) {
          ahead.put(entry.getPath(), entry);
          bytes += entry.getSerializedSize();
        }
      }
    }
  }
}
