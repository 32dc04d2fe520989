package org.xipline.archive.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xipline.archive.model.ArchiveLimits;
import org.xipline.archive.model.EntryReader;
import org.xipline.archive.pack.ArchiveFixture;
import org.xipline.archive.pack.ArchiveFixture.CmsForm;
import org.xipline.archive.pack.ArchiveFixture.ContentForm;
import org.xipline.archive.pack.TestPki;
import org.xipline.archive.signature.VerificationPolicy;
import org.xipline.archive.xar.DigestAlgorithm;
import org.xipline.archive.xar.SignatureStyle;
import org.xipline.schemas.identity.ArchiveId;
import org.xipline.schemas.identity.Sha256;

class TrustedArchiveTest {
  private static final Instant STAMPED_AT = Instant.parse("2020-06-01T00:00:00Z");

  @TempDir private Path folder;

  @Test
  void shouldSayWhatWasVerified() throws IOException {
    // Given
    Path file = archive().cms(CmsForm.NONE).writeTo(folder.resolve("a.xip"));
    byte[] bytes = Files.readAllBytes(file);

    // When
    try (TrustedArchive trusted = trusted(file)) {

      // Then
      assertThat(trusted.id()).isEqualTo(ArchiveId.of(Sha256.digest(bytes)));
      assertThat(trusted.lengthBytes()).isEqualTo(bytes.length);
      assertThat(trusted.unusedBytes()).isZero();
      assertThat(trusted.signer().subject())
          .isEqualTo(TestPki.leaf().leaf().getSubjectX500Principal().getName());
      assertThat(trusted.signedAt()).isEmpty();
      assertThat(trusted.digestAlgorithm()).isEqualTo(DigestAlgorithm.SHA_256);
      assertThat(trusted.signatureStyles()).containsExactly(SignatureStyle.RSA);
      assertThat(trusted.findings())
          .isEqualTo(
              new PartialVerification(
                  Optional.of(DigestAlgorithm.SHA_256),
                  Set.of(SignatureStyle.RSA),
                  Optional.of(trusted.signer()),
                  Optional.empty()));
    }
  }

  @Test
  void shouldSayWhenAnAuthoritySawTheSignature() throws IOException {
    ForgedCms stamped =
        ForgedCms.by(TestPki.leaf()).stampedBy(TestPki.timestampAuthority(), STAMPED_AT);
    Path file = archive().tamperArchive(stamped.inPlace()).writeTo(folder.resolve("a.xip"));

    try (TrustedArchive trusted = trusted(file)) {
      assertThat(trusted.signedAt()).contains(STAMPED_AT);
      assertThat(trusted.findings().signedAt()).contains(STAMPED_AT);
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldCountTheBytesThatNothingIsMadeOf(ContentForm form) throws IOException {
    Path file =
        archive()
            .content(form)
            .tamperArchive(bytes -> Arrays.copyOf(bytes, bytes.length + 7))
            .writeTo(folder.resolve("a.xip"));

    try (TrustedArchive trusted = trusted(file)) {
      assertThat(trusted.unusedBytes()).isEqualTo(7);
    }
  }

  @Test
  void shouldNotBeReadableAnyMoreOnceItIsClosed() throws IOException {
    // Given
    Path file = archive().content(ContentForm.CPIO).writeTo(folder.resolve("a.xip"));
    TrustedArchive trusted = trusted(file);

    // When
    trusted.close();

    // Then
    assertThatExceptionOfType(ClosedChannelException.class)
        .isThrownBy(() -> {
          try (EntryReader entries = trusted.entries()) {
            entries.next();
          }
        });
  }

  private static ArchiveFixture archive() {
    return ArchiveFixture.create().file("T-42.json", "{}").file("d.bin", new byte[1000]);
  }

  private static TrustedArchive trusted(Path file) {
    VerificationPolicy policy =
        VerificationPolicy.trusting(List.of(TestPki.root().leaf()))
            .withAt(ArchiveFixture.SIGNED_AT);
    return switch (new ArchiveVerifier(policy, ArchiveLimits.DEFAULT).verify(file)) {
      case Verification.Trusted(var trusted) -> trusted;
      case Verification.Rejected rejected -> throw new AssertionError(rejected);
    };
  }
}
