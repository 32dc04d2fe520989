package org.xipline.convert.entry;

import java.time.Instant;
import org.xipline.schemas.identity.ArchiveId;
import org.xipline.schemas.identity.ConnectorName;
import org.xipline.schemas.identity.EntryPath;
import org.xipline.schemas.identity.Sha256;
import org.xipline.schemas.record.Entry;
import org.xipline.schemas.record.Payload;
import org.xipline.schemas.record.Replay;

/**
 * An entry that is an item's document, checked: all that identifies it is well-formed.
 *
 * @param modifiedAt as the archive says
 * @param snapshotId digest of the snapshot it runs under
 * @param signer SHA-256 fingerprint of the signing certificate
 * @param record as it was read
 */
public record ItemEntry(
    RecordOrigin origin,
    ConnectorName connector,
    ArchiveId archive,
    EntryPath path,
    Instant modifiedAt,
    Sha256 snapshotId,
    Sha256 signer,
    Entry record)
    implements DecodedEntry {

  /** Its document, inline or by claim check. */
  public Payload document() {
    return record.getPayload();
  }

  /** Length of its document. */
  public long documentBytes() {
    return document().hasInline()
        ? document().getInline().size()
        : document().getClaimCheck().getSizeBytes();
  }

  /** Orders this run among those of the same entry; 0 for the first. */
  public long replaySequence() {
    return record.getReplay().getSequence();
  }

  /**
   * The record for a replay to start from, wherever it is carried. Whom a replay is meant for is
   * left out: what carries it names them, and a long list must not travel many times.
   */
  public Entry carried() {
    if (!record.hasReplay()) {
      return record;
    }
    Replay replay = record.getReplay().toBuilder().clearAddresses().build();
    return record.toBuilder().setReplay(replay).build();
  }

  /** The same entry, its document moved to there. */
  public ItemEntry withDocument(Payload document) {
    Entry moved = record.toBuilder().setPayload(document).build();
    return new ItemEntry(origin, connector, archive, path, modifiedAt, snapshotId, signer, moved);
  }
}
