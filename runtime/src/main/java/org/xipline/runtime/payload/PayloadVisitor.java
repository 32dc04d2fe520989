package org.xipline.runtime.payload;

import java.io.IOException;
import java.time.Instant;
import org.xipline.schemas.payload.PayloadKey;

/** Is shown payloads, one after the other. */
@FunctionalInterface
public interface PayloadVisitor {

  /**
   * Looks at one.
   *
   * @param writtenAt by the clock of the store
   * @return whether to go on
   */
  boolean visit(PayloadKey key, Instant writtenAt) throws IOException;
}
