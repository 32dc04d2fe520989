package org.xipline.ingest.pack;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * How to write an archive. With the same settings the same directory gives the same bytes.
 *
 * @param signer who signs
 * @param checksumStyle digest of everything
 * @param signedAt what the archive says about its creation and signing; cut to the second
 * @param compressionLevel of xz, 0 to 9: more is smaller, slower, and needs more memory
 */
public record PackSettings(
    SigningIdentity signer, ChecksumStyle checksumStyle, Instant signedAt, int compressionLevel) {
  private static final int QUICK_LEVEL = 1;
  private static final int MAX_LEVEL = 9;

  public PackSettings {
    signedAt = signedAt.truncatedTo(ChronoUnit.SECONDS);
    if (compressionLevel < 0 || compressionLevel > MAX_LEVEL) {
      throw new IllegalArgumentException(
          "a compression level is 0 to %d, not %d".formatted(MAX_LEVEL, compressionLevel));
    }
  }

  /** SHA-256, and a level that is quick. */
  public static PackSettings of(SigningIdentity signer, Instant signedAt) {
    return new PackSettings(signer, ChecksumStyle.SHA_256, signedAt, QUICK_LEVEL);
  }
}
