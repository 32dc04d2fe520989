package org.xipline.archive.pack;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObjectGenerator;

/**
 * Signers for tests: a root, an intermediate, leaves of several kinds, and a root that nobody
 * trusts. RSA 2048, made at first use and kept for the life of the JVM. What is not said to be
 * expired is valid from 2020 to 2050.
 */
public final class TestPki {
  private static final Instant START = Instant.parse("2020-01-01T00:00:00Z");
  private static final Instant END = Instant.parse("2050-01-01T00:00:00Z");
  private static final Instant EARLY_END = Instant.parse("2021-01-01T00:00:00Z");

  /** What the leaves of XIPs carry as extended key usage. */
  public static final String SOFTWARE_UPDATE_EKU = "1.2.840.113635.100.4.1";

  /** What timestamping authorities carry as extended key usage. */
  public static final String TIME_STAMPING_EKU = "1.3.6.1.5.5.7.3.8";

  private static final Lazy<SigningIdentity> ROOT =
      new Lazy<>(() -> root("xipline test root", START, END));
  private static final Lazy<SigningIdentity> INTERMEDIATE =
      new Lazy<>(() -> intermediate("xipline test intermediate", ROOT.get()));
  private static final Lazy<SigningIdentity> LEAF =
      new Lazy<>(() -> leaf("xipline test signer", INTERMEDIATE.get(), START, END));
  private static final Lazy<SigningIdentity> OTHER_LEAF =
      new Lazy<>(() -> leaf("xipline other test signer", INTERMEDIATE.get(), START, END));
  private static final Lazy<SigningIdentity> EXPIRED_LEAF =
      new Lazy<>(() -> leaf("xipline expired signer", INTERMEDIATE.get(), START, EARLY_END));
  private static final Lazy<SigningIdentity> FOREIGN_ROOT =
      new Lazy<>(() -> root("foreign root", START, END));
  private static final Lazy<SigningIdentity> FOREIGN_LEAF =
      new Lazy<>(() ->
          leaf(
              "foreign signer",
              intermediate("foreign intermediate", FOREIGN_ROOT.get()),
              START,
              END));

  private static final Lazy<SigningIdentity> TIMESTAMP_AUTHORITY =
      new Lazy<>(() ->
          leaf("xipline timestamp authority", INTERMEDIATE.get(), START, END, TIME_STAMPING_EKU));

  private TestPki() {}

  /** The trust anchor of all that is not foreign. */
  public static SigningIdentity root() {
    return ROOT.get();
  }

  /** Issued by the root. */
  public static SigningIdentity intermediate() {
    return INTERMEDIATE.get();
  }

  /** A good signer; its chain is leaf, intermediate, root. */
  public static SigningIdentity leaf() {
    return LEAF.get();
  }

  /** Another good signer. */
  public static SigningIdentity otherLeaf() {
    return OTHER_LEAF.get();
  }

  /** A signer whose certificate was valid in 2020 only. */
  public static SigningIdentity expiredLeaf() {
    return EXPIRED_LEAF.get();
  }

  /** Says when it saw something. */
  public static SigningIdentity timestampAuthority() {
    return TIMESTAMP_AUTHORITY.get();
  }

  public static SigningIdentity foreignRoot() {
    return FOREIGN_ROOT.get();
  }

  /** A signer under the foreign root. */
  public static SigningIdentity foreignLeaf() {
    return FOREIGN_LEAF.get();
  }

  /** A root of its own. */
  public static SigningIdentity root(String name, Instant from, Instant to) {
    KeyPair keys = newKeys();
    var subject = new X500Principal("CN=" + name);
    X509Certificate certificate =
        issue(subject, keys, subject, keys.getPrivate(), from, to, Optional.empty());
    return new SigningIdentity(keys.getPrivate(), List.of(certificate));
  }

  /** An intermediate of that root. */
  public static SigningIdentity intermediate(String name, SigningIdentity issuer) {
    return issuedBy(issuer, name, START, END, Optional.empty());
  }

  /** A leaf with the extended key usage of XIPs. */
  public static SigningIdentity leaf(
      String name, SigningIdentity issuer, Instant from, Instant to) {
    return leaf(name, issuer, from, to, SOFTWARE_UPDATE_EKU);
  }

  /** A leaf with another extended key usage. */
  public static SigningIdentity leaf(
      String name, SigningIdentity issuer, Instant from, Instant to, String extendedKeyUsage) {
    return issuedBy(issuer, name, from, to, Optional.of(extendedKeyUsage));
  }

  /** Writes the key as PKCS#8 PEM. */
  public static Path writeKey(SigningIdentity identity, Path file) throws IOException {
    return Files.writeString(file, pem(new JcaPKCS8Generator(identity.key(), null)));
  }

  /** Writes the chain as PEM, leaf first. */
  public static Path writeChain(SigningIdentity identity, Path file) throws IOException {
    return Files.writeString(file, pem(identity.chain().toArray()));
  }

  /** Writes the identity's own certificate as PEM: for a root, the trust anchor. */
  public static Path writeCertificate(SigningIdentity identity, Path file) throws IOException {
    return Files.writeString(file, pem(identity.leaf()));
  }

  /** Writes a list that revokes this certificate of the intermediate's, as DER. */
  public static Path writeRevocationOf(SigningIdentity revoked, Path file) throws IOException {
    try {
      var builder =
          new X509v2CRLBuilder(
              X500Name.getInstance(revoked.leaf().getIssuerX500Principal().getEncoded()),
              Date.from(START));
      builder.addCRLEntry(
          revoked.leaf().getSerialNumber(), Date.from(START), CRLReason.keyCompromise);
      var signer = new JcaContentSignerBuilder("SHA256withRSA").build(intermediate().key());
      return Files.write(file, builder.build(signer).getEncoded());
    } catch (OperatorCreationException e) {
      throw new IllegalStateException("cannot sign a test list", e);
    }
  }

  private static SigningIdentity issuedBy(
      SigningIdentity issuer,
      String name,
      Instant from,
      Instant to,
      Optional<String> extendedKeyUsage) {
    KeyPair keys = newKeys();
    X509Certificate certificate =
        issue(
            new X500Principal("CN=" + name),
            keys,
            issuer.leaf().getSubjectX500Principal(),
            issuer.key(),
            from,
            to,
            extendedKeyUsage);
    var chain = new ArrayList<X509Certificate>();
    chain.add(certificate);
    chain.addAll(issuer.chain());
    return new SigningIdentity(keys.getPrivate(), chain);
  }

  private static X509Certificate issue(
      X500Principal subject,
      KeyPair keys,
      X500Principal issuer,
      PrivateKey issuerKey,
      Instant from,
      Instant to,
      Optional<String> extendedKeyUsage) {
    boolean isCa = extendedKeyUsage.isEmpty();
    try {
      var extensions = new JcaX509ExtensionUtils();
      var builder =
          new JcaX509v3CertificateBuilder(
              issuer,
              new BigInteger(64, new SecureRandom()).setBit(64),
              Date.from(from),
              Date.from(to),
              subject,
              keys.getPublic());
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(isCa));
      builder.addExtension(
          Extension.subjectKeyIdentifier,
          false,
          extensions.createSubjectKeyIdentifier(keys.getPublic()));
      builder.addExtension(
          Extension.keyUsage,
          true,
          new KeyUsage(isCa ? KeyUsage.keyCertSign | KeyUsage.cRLSign : KeyUsage.digitalSignature));
      if (extendedKeyUsage.isPresent()) {
        var purpose = KeyPurposeId.getInstance(new ASN1ObjectIdentifier(extendedKeyUsage.get()));
        builder.addExtension(Extension.extendedKeyUsage, true, new ExtendedKeyUsage(purpose));
      }
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(new JcaContentSignerBuilder("SHA256withRSA").build(issuerKey)));
    } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
      throw new IllegalStateException("cannot issue a test certificate", e);
    }
  }

  private static KeyPair newKeys() {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has RSA", e);
    }
  }

  private static String pem(Object... objects) {
    var text = new StringWriter();
    try (var writer = new JcaPEMWriter(text)) {
      for (Object object : objects) {
        if (object instanceof PemObjectGenerator generator) {
          writer.writeObject(generator);
        } else {
          writer.writeObject(object);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static final class Lazy<T> {
    private final Supplier<T> supplier;
    private Optional<T> value = Optional.empty();

    private Lazy(Supplier<T> supplier) {
      this.supplier = supplier;
    }

    private synchronized T get() {
      if (value.isEmpty()) {
        value = Optional.of(supplier.get());
      }
      return value.orElseThrow();
    }
  }
}
