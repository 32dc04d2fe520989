package org.xipline.ingest.pack;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The digests an archive can be written with: one for its table of contents, its files and its
 * signatures.
 */
public enum ChecksumStyle {
  /** What Apple still writes. */
  SHA_1(1, "sha1", "SHA-1"),
  SHA_256(3, "sha256", "SHA-256"),
  SHA_512(4, "sha512", "SHA-512");

  private final int headerCode;
  private final String style;
  private final String algorithm;

  ChecksumStyle(int headerCode, String style, String algorithm) {
    this.headerCode = headerCode;
    this.style = style;
    this.algorithm = algorithm;
  }

  /** The number that the archive's header says. */
  int headerCode() {
    return headerCode;
  }

  /** The name that the table of contents says. */
  String style() {
    return style;
  }

  /** The JCA's name. */
  String algorithm() {
    return algorithm;
  }

  MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has " + algorithm, e);
    }
  }
}
