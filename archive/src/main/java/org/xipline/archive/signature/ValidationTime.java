package org.xipline.archive.signature;

import java.time.Instant;
import java.util.Optional;

/**
 * The time at which the certificates of a signer have to be valid.
 *
 * @param isStamped whether a timestamp says so
 */
public record ValidationTime(Instant at, boolean isStamped) {

  static ValidationTime ofTimestamp(Instant stampedAt) {
    return new ValidationTime(stampedAt, true);
  }

  static ValidationTime withoutTimestamp(Instant now) {
    return new ValidationTime(now, false);
  }

  /** The timestamp's time. */
  public Optional<Instant> stampedAt() {
    return Optional.of(at).filter(_ -> isStamped);
  }

  /** For whoever reads that a certificate was not valid then. */
  @Override
  public String toString() {
    return at
        + (isStamped ? ": the time of the timestamp" : ": no timestamp proves an earlier signing");
  }
}
