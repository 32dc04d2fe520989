package org.xipline.ingest.publication;

import org.xipline.schemas.record.AcceptedArchive;

/** How far an archive of a connector has come. */
public sealed interface ArchiveProgress {

  /** The connector has not accepted it. */
  record Unknown() implements ArchiveProgress {}

  /** It is accepted, and some of its entries are still to be published. */
  record Unfinished(AcceptedArchive archive) implements ArchiveProgress {}

  /** It is accepted, and all of its entries are published. */
  record Whole() implements ArchiveProgress {}
}
