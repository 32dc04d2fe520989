package org.xipline.importer.imap.dovecot;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certification authority that lives as long as a test, and the server certificate it has issued:
 * for {@code localhost} and no other name.
 */
record TestCertificates(Path authority, Path certificate, Path key) {
  private static final X500Principal CA = new X500Principal("CN=Test CA");
  private static final X500Principal SERVER = new X500Principal("CN=localhost");

  /** Writes three PEM files. */
  static TestCertificates writtenTo(Path folder) throws IOException {
    try {
      KeyPair authority = keyPair();
      KeyPair server = keyPair();
      return new TestCertificates(
          pem(folder.resolve("ca.pem"), "CERTIFICATE", authority(authority).getEncoded()),
          pem(folder.resolve("server.pem"), "CERTIFICATE", server(server, authority).getEncoded()),
          pem(folder.resolve("server.key"), "PRIVATE KEY", encoded(server.getPrivate())));
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  static KeyPair keyPair() throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    return generator.generateKeyPair();
  }

  static Path pem(Path file, String label, byte[] content) throws IOException {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return Files.writeString(
        file, "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(label, base64, label));
  }

  private static byte[] encoded(Key key) {
    return key.getEncoded();
  }

  private static X509CertificateHolder authority(KeyPair keys)
      throws IOException, OperatorCreationException {
    return builder(CA, CA, keys, 1)
        .addExtension(Extension.basicConstraints, true, new BasicConstraints(true))
        .build(new JcaContentSignerBuilder("SHA256withRSA").build(keys.getPrivate()));
  }

  private static X509CertificateHolder server(KeyPair keys, KeyPair authority)
      throws IOException, OperatorCreationException {
    return builder(CA, SERVER, keys, 2)
        .addExtension(
            Extension.subjectAlternativeName,
            false,
            new GeneralNames(new GeneralName(GeneralName.dNSName, "localhost")))
        .build(new JcaContentSignerBuilder("SHA256withRSA").build(authority.getPrivate()));
  }

  private static JcaX509v3CertificateBuilder builder(
      X500Principal issuer, X500Principal subject, KeyPair keys, long serial) {
    Instant now = Instant.now();
    return new JcaX509v3CertificateBuilder(
        issuer,
        BigInteger.valueOf(serial),
        Date.from(now.minus(Duration.ofHours(1))),
        Date.from(now.plus(Duration.ofDays(1))),
        subject,
        keys.getPublic());
  }
}
