package org.xipline.archive.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xipline.archive.pack.TestPki;

class TrustAnchorsTest {
  @TempDir private Path folder;

  @Test
  void shouldReadPemAndDer() throws Exception {
    Path pem = TestPki.writeCertificate(TestPki.root(), folder.resolve("root.pem"));
    Path der = Files.write(folder.resolve("root.der"), TestPki.root().leaf().getEncoded());
    assertThat(TrustAnchors.read(pem)).containsExactly(TestPki.root().leaf());
    assertThat(TrustAnchors.read(der)).containsExactly(TestPki.root().leaf());
    assertThat(TrustAnchors.read(List.of(pem, der))).containsExactly(TestPki.root().leaf());
  }

  @Test
  void shouldReadSeveralCertificatesWithTextAroundThem() throws IOException {
    Path first = TestPki.writeCertificate(TestPki.root(), folder.resolve("a.pem"));
    Path second = TestPki.writeCertificate(TestPki.foreignRoot(), folder.resolve("b.pem"));
    String both = "# ours\r\n" + Files.readString(first) + "theirs:\n" + Files.readString(second);
    Path bundle = Files.writeString(folder.resolve("bundle.pem"), both.replace("\n", "\r\n"));
    assertThat(TrustAnchors.read(bundle))
        .containsExactly(TestPki.root().leaf(), TestPki.foreignRoot().leaf());
  }

  @Test
  void shouldSayWhatIsWrongWithAFile() throws IOException {
    assertMessage(folder.resolve("missing.pem"), "does not exist");
    assertMessage(folder, "cannot be read");
    assertMessage(file(""), "is no certificate");
    assertMessage(file("hello"), "is no certificate");
    assertMessage(file("-----BEGIN X-----\n-----END X-----"), "holds no certificate");
    assertMessage(file("-----BEGIN CERTIFICATE-----\n%\n-----END CERTIFICATE-----"), "not base64");
    assertMessage(
        TestPki.writeKey(TestPki.root(), folder.resolve("key.pem")),
        "holds no certificate; it holds a private key");
    assertMessage(
        TestPki.writeCertificate(TestPki.leaf(), folder.resolve("leaf.pem")),
        "is not the certificate of a CA");
  }

  private Path file(String content) throws IOException {
    return Files.write(folder.resolve("file.pem"), content.getBytes(UTF_8));
  }

  private static void assertMessage(Path file, String message) {
    assertThatThrownBy(() -> TrustAnchors.read(file))
        .isInstanceOf(TrustAnchorException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(message);
  }
}
