package org.xipline.archive.signature;

import java.io.IOException;

/**
 * A file of trust anchors or revocation lists cannot be used. The message is for whoever named it.
 */
public final class TrustAnchorException extends IOException {
  private static final long serialVersionUID = 1L;

  public TrustAnchorException(String message) {
    super(message);
  }

  public TrustAnchorException(String message, Throwable cause) {
    super(message, cause);
  }
}
