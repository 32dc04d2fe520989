package org.xipline.ingest.pack;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;

/**
 * The digests an archive can be written with: one for its table of contents, its files and its
 * signatures.
 */
public enum ChecksumStyle {
  /** What Apple still writes. */
  SHA_1(1, "sha1", "SHA-1", "SHA1withRSA", OIWObjectIdentifiers.idSHA1),
  SHA_256(3, "sha256", "SHA-256", "SHA256withRSA", NISTObjectIdentifiers.id_sha256),
  SHA_512(4, "sha512", "SHA-512", "SHA512withRSA", NISTObjectIdentifiers.id_sha512);

  private final int headerCode;
  private final String style;
  private final String algorithm;
  private final String signatureAlgorithm;
  private final ASN1ObjectIdentifier oid;

  ChecksumStyle(
      int headerCode,
      String style,
      String algorithm,
      String signatureAlgorithm,
      ASN1ObjectIdentifier oid) {
    this.headerCode = headerCode;
    this.style = style;
    this.algorithm = algorithm;
    this.signatureAlgorithm = signatureAlgorithm;
    this.oid = oid;
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
    return oid;
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
