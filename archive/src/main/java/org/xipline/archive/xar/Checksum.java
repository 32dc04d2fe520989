package org.xipline.archive.xar;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** The digest that something must have. */
public final class Checksum {
  private final DigestAlgorithm algorithm;
  private final byte[] digest;

  private Checksum(DigestAlgorithm algorithm, byte[] digest) {
    this.algorithm = algorithm;
    this.digest = digest;
  }

  /**
   * The digest that stands there in hexadecimal digits, small or capital ones; empty if it is none
   * of the algorithm's.
   */
  public static Optional<Checksum> ofHex(DigestAlgorithm algorithm, String hex) {
    if (hex.length() != 2 * algorithm.lengthBytes()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Checksum(algorithm, HexFormat.of().parseHex(hex)));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  public DigestAlgorithm algorithm() {
    return algorithm;
  }

  /** Whether this is that digest. */
  public boolean matches(byte[] other) {
    return MessageDigest.isEqual(digest, other);
  }

  @Override
  public boolean equals(Object object) {
    return object == this
        || (object instanceof Checksum other
            && algorithm == other.algorithm
            && Arrays.equals(digest, other.digest));
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(digest);
  }

  @Override
  public String toString() {
    return algorithm.style() + ":" + HexFormat.of().formatHex(digest);
  }
}
