package org.xipline.archive.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xipline.archive.model.ArchiveLimits;
import org.xipline.archive.pack.ArchiveFixture;
import org.xipline.archive.pack.ArchiveFixture.ContentForm;
import org.xipline.archive.pack.TestPki;
import org.xipline.archive.signature.VerificationPolicy;
import org.xipline.schemas.reason.RejectionReason;

/**
 * What is wrong is found before anything is read: an archive that is trusted has been read once.
 */
class ContentVerificationTest {
  private static final String OTHER_DIGEST = "0".repeat(64);

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(names = {"FILES_STORED", "FILES_ZLIB", "PBZX", "CPIO"})
  void shouldTrustContentThatHasItsChecksums(ContentForm form) throws IOException {
    Verification verification = verify(form, UnaryOperator.identity());

    assertThat(verification).isInstanceOf(Verification.Trusted.class);
    ((Verification.Trusted) verification).archive().close();
  }

  @ParameterizedTest
  @EnumSource(names = {"FILES_STORED", "FILES_ZLIB", "PBZX", "CPIO"})
  void shouldRejectContentWithoutTheChecksumThatItsDecodedBytesHave(ContentForm form)
      throws IOException {
    assertTampered(verify(form, toc -> withOther(toc, "extracted-checksum")));
  }

  @ParameterizedTest
  @EnumSource(names = {"FILES_STORED", "FILES_ZLIB", "PBZX", "CPIO"})
  void shouldRejectContentWithoutTheChecksumThatItsStoredBytesHave(ContentForm form)
      throws IOException {
    assertTampered(verify(form, toc -> withOther(toc, "archived-checksum")));
  }

  @Test
  void shouldRejectOneOfTwoFilesOverTheSameBytesThatHasAnotherChecksum() throws IOException {
    assertThat(
            verify(ContentForm.FILES_STORED, toc -> withSecondFile(toc, UnaryOperator.identity())))
        .isInstanceOfSatisfying(
            Verification.Trusted.class, it -> assertThat(it.archive().unusedBytes()).isZero());
    assertTampered(
        verify(
            ContentForm.FILES_STORED,
            toc ->
                withSecondFile(
                    toc,
                    it -> withOther(withOther(it, "archived-checksum"), "extracted-checksum"))));
  }

  private static void assertTampered(Verification verification) {
    assertThat(verification)
        .isInstanceOfSatisfying(
            Verification.Rejected.class,
            it -> assertThat(it.reason()).isEqualTo(RejectionReason.CONTENT_TAMPERED));
  }

  private static String withOther(String toc, String checksum) {
    String begin = "<" + checksum + " style=\"sha256\">";
    assertThat(toc).contains(begin);
    return toc.replaceAll(begin + "[0-9a-f]{64}", begin + OTHER_DIGEST);
  }

  private static String withSecondFile(String toc, UnaryOperator<String> edit) {
    String first = toc.substring(toc.indexOf("<file "), toc.indexOf("</file>") + 7);
    String second =
        first.replaceFirst("id=\"\\d+\"", "id=\"7\"").replaceFirst("<name>[^<]*", "<name>b");
    return toc.replace("</toc>", edit.apply(second) + "</toc>");
  }

  private Verification verify(ContentForm form, UnaryOperator<String> edit) throws IOException {
    Path file =
        ArchiveFixture.create()
            .file("T-42.json", "{\"Id\":\"T-42\"}")
            .content(form)
            .editToc(edit)
            .writeTo(folder.resolve("a.xip"));
    VerificationPolicy policy =
        VerificationPolicy.trusting(List.of(TestPki.root().leaf()))
            .withAt(ArchiveFixture.SIGNED_AT);
    return new ArchiveVerifier(policy, ArchiveLimits.DEFAULT).verify(file);
  }
}
