package org.xipline.archive.xar;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.xipline.archive.model.ArchiveRejectedException;
import org.xipline.archive.model.Quoted;
import org.xipline.schemas.reason.RejectionReason;

/**
 * The digests that may protect something, weakest first. MD5 and "none" are not among them, so no
 * policy can allow them.
 */
public enum DigestAlgorithm {
  SHA_1("SHA-1", "sha1", 1, 20, "1.3.14.3.2.26"),
  SHA_256("SHA-256", "sha256", 3, 32, "2.16.840.1.101.3.4.2.1"),
  /** In CMS objects and file checksums only: a XAR header has no number for it. */
  SHA_384("SHA-384", "sha384", -1, 48, "2.16.840.1.101.3.4.2.2"),
  SHA_512("SHA-512", "sha512", 4, 64, "2.16.840.1.101.3.4.2.3");

  private static final List<DigestAlgorithm> ALL = List.of(values());

  private final String jcaName;
  private final String style;
  private final int headerCode;
  private final int lengthBytes;
  private final String oid;

  DigestAlgorithm(String jcaName, String style, int headerCode, int lengthBytes, String oid) {
    this.jcaName = jcaName;
    this.style = style;
    this.headerCode = headerCode;
    this.lengthBytes = lengthBytes;
    this.oid = oid;
  }

  /** The algorithm that a table of contents calls so, in any case. */
  static DigestAlgorithm ofStyle(String style) throws ArchiveRejectedException {
    for (DigestAlgorithm algorithm : ALL) {
      if (algorithm.style.equalsIgnoreCase(style)) {
        return algorithm;
      }
    }
    throw weak("a checksum of style \"" + Quoted.text(style) + "\"");
  }

  /** The algorithm of this name, as "sha256"; empty for one that may protect nothing. */
  public static Optional<DigestAlgorithm> ofName(String name) {
    return Arrays.stream(values()).filter(it -> it.style.equalsIgnoreCase(name)).findFirst();
  }

  /** The algorithm that a header of 28 bytes means by this number. */
  static DigestAlgorithm ofHeaderCode(long code) throws ArchiveRejectedException {
    return Arrays.stream(values())
        .filter(algorithm -> algorithm.headerCode == code && code > 0)
        .findFirst()
        .orElseThrow(() -> weak("a header with checksum algorithm " + code));
  }

  /** The algorithm with this object identifier; empty for one that may protect nothing. */
  public static Optional<DigestAlgorithm> ofOid(String oid) {
    return Arrays.stream(values()).filter(algorithm -> algorithm.oid.equals(oid)).findFirst();
  }

  /** As tables of contents write it: {@code sha256}. */
  public String style() {
    return style;
  }

  /** Dotted, as in a DigestInfo. */
  public String oid() {
    return oid;
  }

  public int lengthBytes() {
    return lengthBytes;
  }

  /** The JCA's name: {@code SHA-256}. */
  public String jcaName() {
    return jcaName;
  }

  public boolean isWeakerThan(DigestAlgorithm minimum) {
    return compareTo(minimum) < 0;
  }

  /** The digest of these bytes. */
  public byte[] digest(byte[] content) {
    return newDigest().digest(content);
  }

  /** A fresh one of the JDK, which is several times faster than BouncyCastle's. */
  public MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance(jcaName);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has " + jcaName, e);
    }
  }

  private static ArchiveRejectedException weak(String what) {
    return new ArchiveRejectedException(
        RejectionReason.WEAK_ALGORITHM,
        what + " protects nothing; sha1, sha256, sha384 and sha512 are read");
  }
}
