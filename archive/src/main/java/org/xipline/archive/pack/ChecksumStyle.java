package org.xipline.archive.pack;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;

/**
 * The digests an archive can be written with: one for its table of contents, its files and its
 * signatures.
 */
public enum ChecksumStyle {
  /** What Apple still writes. */
  SHA_1(1, "sha1", "SHA-1", "SHA1withRSA", "1.3.14.3.2.26"),
  SHA_256(3, "sha256", "SHA-256", "SHA256withRSA", "2.16.840.1.101.3.4.2.1"),
  SHA_512(4, "sha512", "SHA-512", "SHA512withRSA", "2.16.840.1.101.3.4.2.3");

  private final int headerCode;
  private final String style;
  private final String algorithm;
  private final String signatureAlgorithm;
  private final String oid;

  ChecksumStyle(
      int headerCode, String style, String algorithm, String signatureAlgorithm, String oid) {
    this.headerCode = headerCode;
    this.style = style;
    this.algorithm = algorithm;
    this.signatureAlgorithm = signatureAlgorithm;
    this.oid = oid;
  }

  /** The one of this name, as {@code sha256}; empty for any other. */
  public static Optional<ChecksumStyle> ofName(String name) {
    return Arrays.stream(values()).filter(it -> it.style.equalsIgnoreCase(name)).findFirst();
  }

  /** The number that the archive's header says. */
  int headerCode() {
    return headerCode;
  }

  /** The name that the table of contents says. */
  String style() {
    return style;
  }

  /** The JCA's name of an RSA signature with it. */
  String signatureAlgorithm() {
    return signatureAlgorithm;
  }

  ASN1ObjectIdentifier oid() {
    return new ASN1ObjectIdentifier(oid);
  }

  byte[] digest(byte[] content) {
    return newDigest().digest(content);
  }

  MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has " + algorithm, e);
    }
  }
}
