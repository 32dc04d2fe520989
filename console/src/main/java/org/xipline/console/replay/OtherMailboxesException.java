package org.xipline.console.replay;

/**
 * An archive belongs to other mailboxes than those that an operator names; nothing was replayed.
 */
public final class OtherMailboxesException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  OtherMailboxesException(String belongs, String named) {
    super(
        "--mailboxes: these messages belong to %s, not to %s; to deliver an archive there anyway: xipline replay --archive ID --to-mailboxes %s --why TEXT"
            .formatted(belongs, named, named));
  }
}
