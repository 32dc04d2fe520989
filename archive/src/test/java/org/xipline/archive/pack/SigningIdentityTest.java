package org.xipline.archive.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.util.List;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningIdentityTest {
  @TempDir Path folder;
  private Path key;
  private Path chain;

  @BeforeEach
  void writeIdentity() throws IOException {
    key = TestPki.writeKey(TestPki.leaf(), folder.resolve("key.pem"));
    chain = TestPki.writeChain(TestPki.leaf(), folder.resolve("chain.pem"));
  }

  @Test
  void shouldReadPkcs8() throws IOException {
    assertThat(Files.readString(key)).contains("BEGIN PRIVATE KEY");

    assertThat(SigningIdentity.read(key, chain)).isEqualTo(TestPki.leaf());
  }

  @Test
  void shouldReadPkcs1() throws IOException {
    try (var pem = new JcaPEMWriter(Files.newBufferedWriter(key))) {
      pem.writeObject(TestPki.leaf().key());
    }
    assertThat(Files.readString(key)).contains("BEGIN RSA PRIVATE KEY");

    assertThat(SigningIdentity.read(key, chain)).isEqualTo(TestPki.leaf());
  }

  @Test
  void shouldReadKeyAndChainFromOneFile() throws IOException {
    Path both = folder.resolve("both.pem");
    Files.writeString(both, Files.readString(chain) + Files.readString(key));

    assertThat(SigningIdentity.read(both, both)).isEqualTo(TestPki.leaf());
  }

  @Test
  void shouldSayThatKeyAndCertificateDoNotMatch() throws IOException {
    TestPki.writeKey(TestPki.otherLeaf(), key);

    assertRefused("is not that of the first certificate");
  }

  @Test
  void shouldSayThatTheLeafComesFirst() throws IOException {
    List<X509Certificate> reversed = TestPki.leaf().chain().reversed();
    TestPki.writeChain(new SigningIdentity(TestPki.leaf().key(), reversed), chain);

    assertRefused("the leaf comes first");
  }

  @Test
  void shouldSayWhereTheChainBreaks() throws IOException {
    Files.writeString(
        chain, pemOf(TestPki.leaf().leaf()) + pemOf(TestPki.foreignLeaf().chain().get(1)));

    assertRefused("certificate 1 (CN=xipline test signer) is not issued by the one after it");
  }

  @Test
  void shouldSayThatTheKeyIsEncrypted() throws IOException {
    Files.delete(key);
    Files.writeString(folder.resolve("plain.pem"), pemOf(TestPki.leaf().key()));
    Tool.run(
        folder,
        "openssl",
        "pkcs8",
        "-topk8",
        "-in",
        "plain.pem",
        "-out",
        "key.pem",
        "-passout",
        "pass:secret");

    assertRefused("is encrypted");
  }

  @Test
  void shouldSayThatTheKeyIsNotRsa() throws IOException, GeneralSecurityException {
    Files.writeString(key, pemOf(KeyPairGenerator.getInstance("EC").generateKeyPair()));

    assertRefused("a XIP is signed with RSA");
  }

  @Test
  void shouldSayThatThereIsNoKey() throws IOException {
    Files.copy(chain, key, StandardCopyOption.REPLACE_EXISTING);

    assertRefused("there is no private key in");
  }

  @Test
  void shouldSayThatThereIsNoCertificate() throws IOException {
    Files.copy(key, chain, StandardCopyOption.REPLACE_EXISTING);

    assertRefused("there is no certificate in");
  }

  @Test
  void shouldSayThatPemIsDamaged() throws IOException {
    Files.writeString(chain, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");

    assertRefused("is not PEM, or is damaged");
  }

  @Test
  void shouldLeaveAMissingFileToTheCaller() throws IOException {
    Files.delete(key);

    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> SigningIdentity.read(key, chain));
  }

  private void assertRefused(String message) {
    assertThatExceptionOfType(PackException.class)
        .isThrownBy(() -> SigningIdentity.read(key, chain))
        .withMessageContaining(message);
  }

  private static String pemOf(Object object) throws IOException {
    var text = new StringWriter();
    try (var pem = new JcaPEMWriter(text)) {
      pem.writeObject(object);
    }
    return text.toString();
  }
}
