package org.xipline.archive.model;

import java.io.IOException;
import org.xipline.schemas.reason.RejectionReason;

/**
 * The archive is not acceptable: thrown from wherever in its bytes that shows, while it is verified
 * or read. The only exception that bad input causes; any other is a bug or a failing disk.
 */
public final class ArchiveRejectedException extends IOException {
  private static final long serialVersionUID = 1L;

  private final RejectionReason reason;

  /**
   * @param detail what was found, where, and what to do about it; one sentence without the reason's
   *     code
   */
  public ArchiveRejectedException(RejectionReason reason, String detail) {
    super(detail);
    this.reason = reason;
  }

  public ArchiveRejectedException(RejectionReason reason, String detail, Throwable cause) {
    super(detail, cause);
    this.reason = reason;
  }

  public RejectionReason reason() {
    return reason;
  }

  /** What was found, where, and what to do about it. */
  public String detail() {
    return String.valueOf(getMessage());
  }
}
