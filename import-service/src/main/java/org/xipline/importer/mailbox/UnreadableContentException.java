package org.xipline.importer.mailbox;

import java.io.IOException;

/**
 * The content of a message cannot be had. It is the message's own trouble, not the mailbox's: so it
 * carries what becomes of the message.
 */
public final class UnreadableContentException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient AppendResult result;

  public UnreadableContentException(AppendResult result, IOException cause) {
    super(cause.getMessage(), cause);
    this.result = result;
  }

  /** {@link AppendResult.Refused} or {@link AppendResult.ContentUnavailable}. */
  public AppendResult result() {
    return result;
  }
}
