package org.xipline.ingest;

import java.util.Optional;
import org.xipline.ingest.staging.StagedArchive;
import org.xipline.schemas.reason.RejectionReason;
import org.xipline.schemas.record.Signer;

/** What one arrival comes to. Nothing of it is visible before it is published. */
public sealed interface Ingestion {

  /** Verified and staged. */
  record Accepted(StagedArchive archive, Signer signer) implements Ingestion {}

  /**
   * Not acceptable; nothing of it is left.
   *
   * @param signer where a signature was read before the fault showed
   */
  record Rejected(RejectionReason reason, String detail, Optional<Signer> signer)
      implements Ingestion {}

  /** The connector has accepted this archive before. */
  record Repeated() implements Ingestion {}
}
