package org.xipline.archive.verification;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.xipline.archive.xar.DigestAlgorithm.SHA_1;
import static org.xipline.archive.xar.DigestAlgorithm.SHA_256;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.xipline.archive.model.ArchiveRejectedException;
import org.xipline.archive.xar.Checksum;
import org.xipline.archive.xar.DigestAlgorithm;
import org.xipline.schemas.reason.RejectionReason;

class RangeExpectationTest {
  private static final byte[] FILE = "0123456789".getBytes(UTF_8);

  @Test
  void shouldTakeWhatIsItsOwnOfEachPieceOfTheFile() {
    RangeExpectation expectation = range(3, 4, checksum(SHA_256, "3456"));

    assertThatNoException().isThrownBy(() -> require(expectation, 10));
    assertThatNoException().isThrownBy(() -> require(expectation, 4));
    assertThatNoException().isThrownBy(() -> require(expectation, 1));
    assertThat(expectation.begin()).isEqualTo(3);
    assertThat(expectation.end()).isEqualTo(7);
  }

  @Test
  void shouldRequireEachOfItsChecksums() {
    assertThatNoException()
        .isThrownBy(
            () -> require(range(3, 4, checksum(SHA_1, "3456"), checksum(SHA_256, "3456")), 4));
    assertRefused(range(3, 4, checksum(SHA_1, "345"), checksum(SHA_256, "3456")), "SHA-1");
    assertRefused(range(3, 4, checksum(SHA_1, "3456"), checksum(SHA_256, "345")), "SHA-256");
    assertRefused(range(3, 4, checksum(SHA_256, "3456"), checksum(SHA_256, "345")), "SHA-256");
  }

  @Test
  void shouldRequireWhatAnotherOverTheSameBytesRequires() {
    // Given
    RangeExpectation expectation = range(3, 4, checksum(SHA_256, "3456"));

    // When
    expectation.addAll(range(3, 4, checksum(SHA_256, "3456"), checksum(SHA_1, "4567")));

    // Then
    assertRefused(expectation, "SHA-1");
  }

  @Test
  void shouldHaveTheRangeOfAnotherOnlyWhereBothEndsAreTheSame() {
    assertThat(range(3, 4).hasRangeOf(range(3, 4))).isTrue();
    assertThat(range(3, 4).hasRangeOf(range(3, 5))).isFalse();
    assertThat(range(3, 4).hasRangeOf(range(2, 5))).isFalse();
  }

  private static void assertRefused(RangeExpectation expectation, String algorithm) {
    assertThatExceptionOfType(ArchiveRejectedException.class)
        .isThrownBy(() -> require(expectation, 4))
        .matches(e -> e.reason() == RejectionReason.CONTENT_TAMPERED)
        .withMessageContaining("a.json does not have the signed " + algorithm + " checksum");
  }

  private static void require(RangeExpectation expectation, int pieceBytes)
      throws ArchiveRejectedException {
    var digests = new RangeDigests();
    for (int at = 0; at < FILE.length; at += pieceBytes) {
      int length = Math.min(pieceBytes, FILE.length - at);
      expectation.update(at, ByteBuffer.wrap(FILE, at, length).slice(), digests);
    }
    expectation.require(digests);
  }

  private static RangeExpectation range(long begin, long length, Checksum... checksums) {
    return new RangeExpectation("a.json", begin, length, List.of(checksums));
  }

  private static Checksum checksum(DigestAlgorithm algorithm, String content) {
    byte[] digest = algorithm.digest(content.getBytes(UTF_8));
    return Checksum.ofHex(algorithm, HexFormat.of().formatHex(digest)).orElseThrow();
  }
}
