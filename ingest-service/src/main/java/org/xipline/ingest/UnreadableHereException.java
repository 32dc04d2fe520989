package org.xipline.ingest;

import java.io.IOException;

/** An archive file that this instance cannot read, be it that others can. */
final class UnreadableHereException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String found;

  UnreadableHereException(String found) {
    super(found);
    this.found = found;
  }

  /** Why not, for an operator. */
  String found() {
    return found;
  }
}
