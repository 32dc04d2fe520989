package org.xipline.ingest.xar;

import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * The digest that something must have.
 *
 * @param hex lower case, as long as the algorithm's digests are
 */
public record Checksum(DigestAlgorithm algorithm, String hex) {

  /** Whether this is that digest. */
  public boolean matches(byte[] digest) {
    return MessageDigest.isEqual(HexFormat.of().parseHex(hex), digest);
  }
}
