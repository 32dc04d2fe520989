package org.xipline.console.demo;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.xipline.archive.pack.SigningIdentity;

/**
 * A CA and a signer that it vouches for, made on the spot and good for a day. Nobody else trusts
 * them, and nobody should.
 */
public record DemoSigner(X509Certificate authority, SigningIdentity identity) {
  private static final int KEY_BITS = 2048;
  private static final Duration VALID = Duration.ofDays(1);
  private static final X500Name AUTHORITY = new X500Name("CN=xipline demo CA");
  private static final X500Name SIGNER = new X500Name("CN=xipline demo signer,O=Contoso");

  public static DemoSigner create(Instant now) {
    try {
      KeyPair authorityKeys = newKeys();
      X509Certificate authority =
          sign(
              builder(AUTHORITY, authorityKeys.getPublic(), now)
                  .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                  .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign)),
              authorityKeys.getPrivate());
      KeyPair signerKeys = newKeys();
      X509Certificate signer =
          sign(
              builder(SIGNER, signerKeys.getPublic(), now)
                  .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                  .addExtension(
                      Extension.extendedKeyUsage,
                      false,
                      new ExtendedKeyUsage(KeyPurposeId.id_kp_codeSigning)),
              authorityKeys.getPrivate());
      return new DemoSigner(
          authority, new SigningIdentity(signerKeys.getPrivate(), List.of(signer, authority)));
    } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
      throw new IllegalStateException("the demo's certificates cannot be made", e);
    }
  }

  /** Writes the CA's certificate as PEM. */
  public void writeAuthority(Path file) throws IOException {
    try {
      Files.writeString(
          file,
          "-----BEGIN CERTIFICATE-----\n"
              + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(authority.getEncoded())
              + "\n-----END CERTIFICATE-----\n",
          US_ASCII);
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was made has an encoding", e);
    }
  }

  private static KeyPair newKeys() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(KEY_BITS);
    return generator.generateKeyPair();
  }

  private static X509v3CertificateBuilder builder(X500Name subject, PublicKey key, Instant now) {
    return new JcaX509v3CertificateBuilder(
        AUTHORITY,
        new BigInteger(64, new SecureRandom()),
        Date.from(now.minus(VALID)),
        Date.from(now.plus(VALID)),
        subject,
        key);
  }

  private static X509Certificate sign(X509v3CertificateBuilder certificate, PrivateKey key)
      throws GeneralSecurityException, OperatorCreationException {
    var signer = new JcaContentSignerBuilder("SHA256withRSA").build(key);
    return new JcaX509CertificateConverter().getCertificate(certificate.build(signer));
  }
}
