package org.xipline.ingest.publication;

import java.io.IOException;

/** An arrival was given up while it was published: another member goes on with it. */
final class GivenUpException extends IOException {
  private static final long serialVersionUID = 1L;

  GivenUpException() {
    super("the arrival no longer belongs to this member");
  }
}
