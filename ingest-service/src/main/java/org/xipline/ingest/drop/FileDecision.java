package org.xipline.ingest.drop;

import java.time.Instant;
import java.util.Optional;
import org.xipline.schemas.identity.ArchiveId;
import org.xipline.schemas.record.Signer;

/** What a file in a drop came to. */
public sealed interface FileDecision {

  ArchiveId archive();

  /** It was imported, now or before. */
  record Imported(ArchiveId archive) implements FileDecision {}

  /**
   * It was rejected.
   *
   * @param reason stable code
   * @param signer where a signature was read before the fault showed
   */
  record Rejected(
      ArchiveId archive, String reason, String detail, Optional<Signer> signer, Instant at)
      implements FileDecision {}
}
