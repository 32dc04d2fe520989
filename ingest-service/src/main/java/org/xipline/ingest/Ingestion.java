package org.xipline.ingest;

import java.util.Optional;
import org.xipline.ingest.publication.AcceptedArchiveFacts;
import org.xipline.runtime.payload.ArchiveStaging;
import org.xipline.schemas.reason.RejectionReason;
import org.xipline.schemas.record.Arrival;
import org.xipline.schemas.record.Signer;

/** What one arrival comes to. Nothing of it is visible before it is published. */
public sealed interface Ingestion {

  /**
   * Verified and staged.
   *
   * @param staging ended when it is told
   */
  record Accepted(AcceptedArchiveFacts acceptance, ArchiveStaging staging) implements Ingestion {}

  /**
   * Not acceptable; nothing of it is left.
   *
   * @param signer where a signature was read before the fault showed
   */
  record Rejected(RejectionReason reason, String detail, Optional<Signer> signer)
      implements Ingestion {}

  /** The connector has accepted this archive before, and all of its entries are published. */
  record Repeated() implements Ingestion {}

  /** The connector has accepted this archive before, and publishing it was interrupted. */
  record Unfinished() implements Ingestion {}

  /**
   * The connector has accepted this archive before, and its payloads were asked for again.
   *
   * @param payloads that were absent and are there again
   * @param staging ended when it is told
   */
  record Restaged(long payloads, ArchiveStaging staging) implements Ingestion {}

  /**
   * The file could not be read here, which does not mean that it cannot be read elsewhere.
   *
   * @param next the arrival for the next instance to look at
   */
  record PassedOn(Arrival next) implements Ingestion {}
}
