package org.xipline.archive.verification;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.xipline.archive.pack.SigningIdentity;

/**
 * Makes certificates of every kind, and of kinds that should not be. What is not said is as a CA or
 * a signer should be: valid from 2020 to 2050, RSA of 2,048 bits, signed with SHA-256.
 */
final class CertificateForge {
  static final Provider PROVIDER = new BouncyCastleProvider();

  private static final KeyPair LEAF_KEYS = keys("RSA", 2048);
  private static final KeyPair AUTHORITY_KEYS = keys("RSA", 2048);

  private record Other(String oid, boolean critical, ASN1Encodable value) {}

  private final String name;
  private final List<Other> extensions = new ArrayList<>();
  private KeyPair keys = LEAF_KEYS;
  private String algorithm = "SHA256withRSA";
  private Optional<BasicConstraints> constraints;
  private Optional<Integer> keyUsage;
  private Instant from = Instant.parse("2020-01-01T00:00:00Z");
  private Instant to = Instant.parse("2050-01-01T00:00:00Z");

  private CertificateForge(String name, BasicConstraints constraints, int keyUsage) {
    this.name = name;
    this.constraints = Optional.of(constraints);
    this.keyUsage = Optional.of(keyUsage);
  }

  /** A CA. All of them share one key, as making keys takes time. */
  static CertificateForge authority(String name) {
    return new CertificateForge(name, new BasicConstraints(true), KeyUsage.keyCertSign)
        .keys(AUTHORITY_KEYS);
  }

  /** A signer that does not say what it is for. All of them share one key. */
  static CertificateForge leaf(String name) {
    return new CertificateForge(name, new BasicConstraints(false), KeyUsage.digitalSignature);
  }

  static KeyPair keys(String kind, int bits) {
    try {
      var generator = KeyPairGenerator.getInstance(kind);
      generator.initialize(bits);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + kind, e);
    }
  }

  CertificateForge keys(KeyPair pair) {
    this.keys = pair;
    return this;
  }

  /** Of the issuer's signature. */
  CertificateForge algorithm(String issuersAlgorithm) {
    this.algorithm = issuersAlgorithm;
    return this;
  }

  CertificateForge valid(String begin, String end) {
    this.from = Instant.parse(begin);
    this.to = Instant.parse(end);
    return this;
  }

  CertificateForge pathLength(int issuersBelow) {
    this.constraints = Optional.of(new BasicConstraints(issuersBelow));
    return this;
  }

  CertificateForge withoutConstraints() {
    this.constraints = Optional.empty();
    return this;
  }

  CertificateForge keyUsage(int bits) {
    this.keyUsage = Optional.of(bits);
    return this;
  }

  CertificateForge withoutKeyUsage() {
    this.keyUsage = Optional.empty();
    return this;
  }

  CertificateForge use(boolean critical, String... oids) {
    KeyPurposeId[] purposes =
        Arrays.stream(oids)
            .map(oid -> KeyPurposeId.getInstance(new ASN1ObjectIdentifier(oid)))
            .toArray(KeyPurposeId[]::new);
    return extension(Extension.extendedKeyUsage.getId(), critical, new ExtendedKeyUsage(purposes));
  }

  CertificateForge permitting(String directoryName) {
    return extension(
        Extension.nameConstraints.getId(),
        true,
        new NameConstraints(new GeneralSubtree[] {subtree(directoryName)}, null));
  }

  CertificateForge excluding(String directoryName) {
    return extension(
        Extension.nameConstraints.getId(),
        true,
        new NameConstraints(null, new GeneralSubtree[] {subtree(directoryName)}));
  }

  CertificateForge marked(String oid) {
    return extension(oid, true, DERNull.INSTANCE);
  }

  private CertificateForge extension(String oid, boolean critical, ASN1Encodable value) {
    extensions.add(new Other(oid, critical, value));
    return this;
  }

  private static GeneralSubtree subtree(String directoryName) {
    return new GeneralSubtree(
        new GeneralName(X500Name.getInstance(new X500Principal(directoryName).getEncoded())));
  }

  SigningIdentity selfSigned() {
    return signedBy(new X500Principal(name), Optional.empty());
  }

  SigningIdentity issuedBy(SigningIdentity issuer) {
    return signedBy(issuer.leaf().getSubjectX500Principal(), Optional.of(issuer));
  }

  private SigningIdentity signedBy(X500Principal issuerName, Optional<SigningIdentity> issuer) {
    try {
      var builder =
          new JcaX509v3CertificateBuilder(
              issuerName,
              new BigInteger(64, new SecureRandom()).setBit(64),
              Date.from(from),
              Date.from(to),
              new X500Principal(name),
              keys.getPublic());
      if (constraints.isPresent()) {
        builder.addExtension(Extension.basicConstraints, true, constraints.get());
      }
      if (keyUsage.isPresent()) {
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(keyUsage.get()));
      }
      for (Other other : extensions) {
        builder.addExtension(
            new ASN1ObjectIdentifier(other.oid()), other.critical(), other.value());
      }
      var signer =
          new JcaContentSignerBuilder(algorithm)
              .setProvider(PROVIDER)
              .build(issuer.map(SigningIdentity::key).orElse(keys.getPrivate()));
      X509Certificate certificate =
          new JcaX509CertificateConverter().getCertificate(builder.build(signer));
      var chain = new ArrayList<>(List.of(certificate));
      issuer.ifPresent(it -> chain.addAll(it.chain()));
      return new SigningIdentity(keys.getPrivate(), chain);
    } catch (Exception e) {
      throw new IllegalStateException("cannot forge a certificate", e);
    }
  }
}
