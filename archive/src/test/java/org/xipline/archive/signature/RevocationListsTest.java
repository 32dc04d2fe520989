package org.xipline.archive.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509CRL;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.bouncycastle.cert.jcajce.JcaX509CRLConverter;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xipline.archive.pack.TestPki;

class RevocationListsTest {
  private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");

  @TempDir private Path folder;

  @Test
  void shouldReadPemAndDer() throws Exception {
    X509CRL list = list(builder());
    Path der = Files.write(folder.resolve("a.crl"), list.getEncoded());
    Path pem = Files.writeString(folder.resolve("a.pem"), pem(list) + "\n" + pem(list));
    assertThat(RevocationLists.read(List.of(der))).containsExactly(list);
    assertThat(RevocationLists.read(List.of(pem, der))).containsExactly(list, list, list);
    assertThat(RevocationLists.read(List.of())).isEmpty();
  }

  @Test
  void shouldSayWhatIsWrongWithAFile() throws IOException {
    assertMessage(folder.resolve("missing.crl"), "does not exist");
    assertMessage(Files.writeString(folder.resolve("a.crl"), "hello"), "is no revocation list");
    assertMessage(
        TestPki.writeCertificate(TestPki.root(), folder.resolve("root.pem")),
        "holds no revocation list; it holds a certificate");
  }

  @Test
  void shouldNotTakeAPartForTheWhole() throws Exception {
    var delta =
        Files.write(folder.resolve("delta"), with(Extension.deltaCRLIndicator, new ASN1Integer(1)));
    var indirect =
        Files.write(
            folder.resolve("indirect"),
            with(
                Extension.issuingDistributionPoint,
                new IssuingDistributionPoint(null, false, false, null, true, false)));
    assertMessage(delta, "delta or indirect");
    assertMessage(indirect, "delta or indirect");
  }

  @Test
  void shouldTakeTheListOfOneDistributionPoint() throws Exception {
    byte[] list =
        with(
            Extension.issuingDistributionPoint,
            new IssuingDistributionPoint(null, true, false, null, false, false));
    assertThat(RevocationLists.parse(list).getIssuerX500Principal())
        .isEqualTo(TestPki.root().leaf().getSubjectX500Principal());
  }

  private static byte[] with(ASN1ObjectIdentifier extension, ASN1Encodable value) throws Exception {
    JcaX509v2CRLBuilder builder = builder();
    builder.addExtension(extension, true, value);
    return list(builder).getEncoded();
  }

  private static JcaX509v2CRLBuilder builder() {
    return new JcaX509v2CRLBuilder(TestPki.root().leaf(), Date.from(NOW));
  }

  private static X509CRL list(JcaX509v2CRLBuilder builder) throws Exception {
    return new JcaX509CRLConverter()
        .getCRL(
            builder.build(
                new JcaContentSignerBuilder("SHA256withRSA").build(TestPki.root().key())));
  }

  private static String pem(X509CRL list) throws Exception {
    return "-----BEGIN X509 CRL-----\n"
        + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
            .encodeToString(list.getEncoded())
        + "\n-----END X509 CRL-----\n";
  }

  private static void assertMessage(Path file, String message) {
    assertThatThrownBy(() -> RevocationLists.read(List.of(file)))
        .isInstanceOf(TrustAnchorException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(message);
  }
}
