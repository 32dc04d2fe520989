package org.xipline.ingest.signature;

import java.time.Instant;

/**
 * The time at which a certificate has to be valid.
 *
 * @param why that time, for whoever reads that it was not
 */
record ValidationTime(Instant at, String why) {

  static ValidationTime ofTimestamp(Timestamp timestamp) {
    return new ValidationTime(timestamp.at(), "the time of the timestamp");
  }

  static ValidationTime withoutTimestamp(Instant now) {
    return new ValidationTime(now, "no timestamp proves an earlier signing");
  }

  @Override
  public String toString() {
    return at + ": " + why;
  }
}
