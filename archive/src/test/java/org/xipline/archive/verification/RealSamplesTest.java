package org.xipline.archive.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xipline.archive.signature.ExtendedKeyUsages;
import org.xipline.archive.signature.TrustAnchors;
import org.xipline.archive.signature.VerificationPolicy;
import org.xipline.archive.xar.DigestAlgorithm;
import org.xipline.schemas.reason.RejectionReason;

/** Archives that Apple's and other tools have made. */
class RealSamplesTest {
  private static final Instant AT = Instant.parse("2026-11-01T00:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "karabiner/KDK-0.90.7.pkg, 4", // RSA over the checksum's digest, CMS without signed attributes
    "karabiner/KDK-1.19.0.pkg, 4",
    "karabiner/KDK-7.3.0.pkg, 4", // RSA over the checksum, CMS with signed attributes
    "goxar/valid.pkg, 6"
  })
  void shouldAcceptPackagesOfRegisteredDevelopers(String file, int entries) throws IOException {
    var policy = VerificationPolicy.apple().withAt(AT);
    Verdict verdict = Verdict.on(SampleFiles.find("real").resolve(file), policy);
    assertThat(verdict.rejection()).as(verdict.toString()).isEmpty();
    assertThat(verdict.entries()).hasSize(entries);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bad_signature.pkg", "bad_x_signature.pkg", "bad_both.pkg"})
  void shouldRefuseOneWithABrokenSignature(String file) throws IOException {
    Verdict verdict =
        Verdict.on(SampleFiles.find("real/goxar").resolve(file), trusting().withAt(AT));
    assertThat(verdict.rejection()).contains(RejectionReason.SIGNATURE_INVALID);
  }

  @Test
  void shouldRefuseADevelopersPackageWhereAppleItselfIsExpected() throws IOException {
    var softwareUpdate = Set.of(ExtendedKeyUsages.oidOf("apple-software-update"));
    var policy =
        VerificationPolicy.apple()
            .withExtendedKeyUsages(ExtendedKeyUsages.requiring(softwareUpdate))
            .withAt(AT);
    Verdict verdict = Verdict.on(SampleFiles.find("real/goxar/valid.pkg"), policy);
    assertThat(verdict.rejection()).contains(RejectionReason.SIGNER_UNTRUSTED);
  }

  /** Apple's, and for Safari: the built-in policy is for software. */
  @Test
  void shouldRefuseASafariExtensionWhereAppleIsExpected() throws IOException {
    Path file = SampleFiles.find("real/safariextz").resolve("02a94c3f_ClickToFlash.safariextz");
    Verdict verdict =
        Verdict.on(file, VerificationPolicy.apple().withAt(Instant.parse("2012-06-29T03:20:38Z")));
    assertThat(verdict.rejection()).contains(RejectionReason.SIGNER_UNTRUSTED);
    assertThat(verdict.detail()).contains("not for Software Update or Developer ID Installer");
  }

  @Test
  void shouldRefuseApplesSha1WherePolicyDemandsMore() throws IOException {
    var policy = trusting().withAt(AT).withMinimumDigest(DigestAlgorithm.SHA_256);
    Verdict verdict = Verdict.on(SampleFiles.find("real/goxar/valid.pkg"), policy);
    assertThat(verdict.rejection()).contains(RejectionReason.WEAK_ALGORITHM);
  }

  @ParameterizedTest
  @CsvSource({
    "02a94c3f_ClickToFlash, 2012-06-29T03:20:38Z",
    "3c1758d5_ClickToPlugin, 2012-05-19T21:16:34Z",
    "5e4b1374_ClickToPlugin, 2011-09-17T00:29:33Z",
    "74f600f1_ClickToPlugin, 2011-04-13T02:45:45Z",
    "8db53b53_ClickToFlash, 2011-07-27T03:41:23Z",
    "aba5be23_ClickToPlugin, 2012-04-09T00:43:55Z",
    "c933c2e0_MediaCenter-1.9, 2012-08-09T13:44:37Z",
    "deb9792d_ClickToPlugin, 2011-12-20T14:38:44Z",
    "f4a65321_ClickToPlugin, 2012-01-07T19:30:20Z"
  })
  void shouldAcceptSafariExtensionsInTheirTimeOnly(String name, Instant createdAt)
      throws IOException {
    Path file = SampleFiles.find("real/safariextz").resolve(name + ".safariextz");
    Verdict then = Verdict.on(file, trusting().withAt(createdAt));
    Verdict now = Verdict.on(file, trusting().withAt(AT));
    assertThat(then.rejection()).as(then.toString()).isEmpty();
    assertThat(then.entries()).isNotEmpty();
    assertThat(now.rejection()).contains(RejectionReason.CERTIFICATE_EXPIRED);
    assertThat(now.detail()).contains("no timestamp");
  }

  @Test
  void shouldRefuseAStrangersChain() throws IOException {
    Verdict verdict = Verdict.on(SampleFiles.find("real/goxar/payload.xar"), trusting().withAt(AT));
    assertThat(verdict.rejection()).contains(RejectionReason.SIGNER_UNTRUSTED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"unsigned", "kaitai", "libarchive"})
  void shouldAcceptNothingThatIsNotSigned(String folder) throws IOException {
    var policy = trusting();
    try (Stream<Path> files = Files.list(SampleFiles.find("real").resolve(folder))) {
      assertThat(files)
          .isNotEmpty()
          .allSatisfy(file ->
              assertThat(Verdict.on(file, policy).rejection())
                  .get()
                  .isIn(
                      RejectionReason.UNSIGNED,
                      RejectionReason.WEAK_ALGORITHM,
                      RejectionReason.MALFORMED_ARCHIVE));
    }
  }

  private static VerificationPolicy trusting() throws IOException {
    return VerificationPolicy.trusting(TrustAnchors.read(rootFile()));
  }

  private static Path rootFile() {
    return SampleFiles.find("apple-certs/AppleIncRootCertificate.cer");
  }
}
