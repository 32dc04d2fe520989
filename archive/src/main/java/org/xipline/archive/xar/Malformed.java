package org.xipline.archive.xar;

import org.xipline.archive.model.ArchiveRejectedException;
import org.xipline.schemas.reason.RejectionReason;

/** The ways in which a file is no archive of the format. */
final class Malformed {
  private Malformed() {}

  static ArchiveRejectedException because(String detail) {
    return new ArchiveRejectedException(RejectionReason.MALFORMED_ARCHIVE, detail);
  }

  static ArchiveRejectedException because(String detail, Throwable cause) {
    return new ArchiveRejectedException(RejectionReason.MALFORMED_ARCHIVE, detail, cause);
  }

  /** The file ends before what it says it holds. */
  static ArchiveRejectedException truncated(String what, long endsAt, long fileBytes) {
    return because(
        "truncated: %s ends at byte %,d, the file at %,d".formatted(what, endsAt, fileBytes));
  }

  static ArchiveRejectedException tooLarge(String detail) {
    return new ArchiveRejectedException(RejectionReason.ARCHIVE_TOO_LARGE, detail);
  }
}
