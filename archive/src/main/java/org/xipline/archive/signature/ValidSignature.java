package org.xipline.archive.signature;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.xipline.archive.xar.SignatureStyle;

/**
 * A signature by someone to trust.
 *
 * @param signedAt the timestamp's time; empty without a timestamp
 * @param styles all that are there
 */
public record ValidSignature(
    Signer signer, Optional<Instant> signedAt, Set<SignatureStyle> styles) {
  public ValidSignature {
    styles = Set.copyOf(styles);
  }
}
