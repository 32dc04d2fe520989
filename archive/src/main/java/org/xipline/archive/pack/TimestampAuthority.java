package org.xipline.archive.pack;

import java.io.IOException;

/** Says when it saw a signature (RFC 3161). */
@FunctionalInterface
public interface TimestampAuthority {

  /** As much room as an archive keeps for a token. */
  int MAX_TOKEN_BYTES = 16 << 10;

  /**
   * A token over these bytes, by this authority, that brings the authority's certificate.
   *
   * @return a CMS object, at most {@link #MAX_TOKEN_BYTES} long
   * @throws TimestampException if the authority does not give one, or gives another
   */
  byte[] stamp(byte[] signature) throws IOException;
}
