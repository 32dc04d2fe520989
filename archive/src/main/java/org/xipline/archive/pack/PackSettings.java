package org.xipline.archive.pack;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * How to write an archive. With the same settings the same directory gives the same bytes, unless
 * there is a timestamp in it.
 *
 * @param signer who signs
 * @param checksumStyle digest of everything
 * @param signedAt what the archive says about its creation and signing; cut to the second
 * @param compressionLevel of xz, 0 to 9: more is smaller, slower, and needs more memory
 * @param timestamps who says when it was signed; empty for nobody
 */
public record PackSettings(
    SigningIdentity signer,
    ChecksumStyle checksumStyle,
    Instant signedAt,
    int compressionLevel,
    Optional<TimestampAuthority> timestamps) {
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
    return new PackSettings(signer, ChecksumStyle.SHA_256, signedAt, QUICK_LEVEL, Optional.empty());
  }

  public PackSettings withChecksumStyle(ChecksumStyle style) {
    return new PackSettings(signer, style, signedAt, compressionLevel, timestamps);
  }

  public PackSettings withCompressionLevel(int level) {
    return new PackSettings(signer, checksumStyle, signedAt, level, timestamps);
  }

  public PackSettings withTimestamps(TimestampAuthority authority) {
    return new PackSettings(
        signer, checksumStyle, signedAt, compressionLevel, Optional.of(authority));
  }
}
