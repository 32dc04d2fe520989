package org.xipline.archive.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.tsp.TimeStampToken;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xipline.archive.model.ArchiveLimits;
import org.xipline.archive.pack.TimestampServer.Manner;
import org.xipline.archive.signature.VerificationPolicy;
import org.xipline.archive.verification.ArchiveVerifier;
import org.xipline.archive.verification.Verification;

class HttpTimestampAuthorityTest {
  private static final byte[] SIGNATURE = {1, 2, 3};

  @TempDir private Path folder;

  @Test
  void shouldGetATokenOverTheSignature() throws Exception {
    byte[] token = askedFor(Manner.WELL);

    byte[] imprint =
        new TimeStampToken(new CMSSignedData(token)).getTimeStampInfo().getMessageImprintDigest();
    assertThat(imprint).isEqualTo(ChecksumStyle.SHA_256.digest(SIGNATURE));
  }

  @ParameterizedTest
  @CsvSource({
    "OTHER_NONCE, not one to the request",
    "OTHER_IMPRINT, not one to the request",
    "REJECTION, no timestamp",
    "WITHOUT_CERTIFICATE, does not bring its authority's certificate",
    "HTML, cannot be read",
    "STATUS_500, HTTP status 500",
    "ENDLESS, more than"
  })
  void shouldTakeNoOtherAnswer(Manner manner, String message) {
    assertThatThrownBy(() -> askedFor(manner))
        .isInstanceOf(TimestampException.class)
        .hasMessageContaining(message);
  }

  @Test
  void shouldSayThatNobodyAnswers() throws IOException {
    URI gone;
    try (var server = TimestampServer.start()) {
      gone = server.uri();
    }
    assertThatThrownBy(() -> new HttpTimestampAuthority(gone).stamp(SIGNATURE))
        .isInstanceOf(TimestampException.class)
        .hasMessageContaining("does not answer");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://127.0.0.1/tsa", "tsa", "http:/tsa", "file:///tmp/tsa"})
  void shouldTakeHttpAlone(String location) {
    assertThatThrownBy(() -> new HttpTimestampAuthority(URI.create(location)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldMakeAnArchiveThatOutlivesItsSignersCertificate() throws IOException {
    // Given
    Instant now = Instant.now();
    SigningIdentity brief =
        TestPki.leaf(
            "brief signer",
            TestPki.intermediate(),
            now.minus(Duration.ofHours(1)),
            now.plus(Duration.ofHours(1)));
    Path source = Files.createDirectory(folder.resolve("source"));
    Path archive = folder.resolve("a.xip");

    // When
    try (var server = TimestampServer.start()) {
      PackSettings settings =
          PackSettings.of(brief, now).withTimestamps(new HttpTimestampAuthority(server.uri()));
      new ArchiveWriter(settings).write(source, archive);
    }

    // Then
    VerificationPolicy policy =
        VerificationPolicy.trusting(List.of(TestPki.root().leaf()))
            .withAt(now.plus(Duration.ofDays(365)));
    assertThat(new ArchiveVerifier(policy, ArchiveLimits.DEFAULT).verify(archive))
        .isInstanceOfSatisfying(
            Verification.Trusted.class,
            trusted -> {
              assertThat(trusted.archive().signedAt()).isPresent();
              closeAll(trusted);
            });
  }

  @Test
  void shouldWriteNothingWithoutTheTimestamp() throws IOException {
    Path source = Files.createDirectory(folder.resolve("source"));
    try (var server = TimestampServer.start(Manner.REJECTION)) {
      var writer =
          new ArchiveWriter(
              PackSettings.of(TestPki.leaf(), Instant.now())
                  .withTimestamps(new HttpTimestampAuthority(server.uri())));
      assertThatThrownBy(() -> writer.write(source, folder.resolve("a.xip")))
          .isInstanceOf(TimestampException.class);
    }
    assertThat(folder).isDirectoryNotContaining(file -> !file.equals(source));
  }

  private static void closeAll(Verification.Trusted trusted) {
    try (var archive = trusted.archive()) {
      assertThat(archive.lengthBytes()).isPositive();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] askedFor(Manner manner) throws IOException {
    try (var server = TimestampServer.start(manner)) {
      return new HttpTimestampAuthority(server.uri()).stamp(SIGNATURE);
    }
  }
}
