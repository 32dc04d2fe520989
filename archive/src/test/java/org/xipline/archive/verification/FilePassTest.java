package org.xipline.archive.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xipline.archive.model.ArchiveRejectedException;
import org.xipline.archive.xar.ArchiveBytes;
import org.xipline.archive.xar.Checksum;
import org.xipline.archive.xar.DigestAlgorithm;
import org.xipline.schemas.identity.Sha256;
import org.xipline.schemas.reason.RejectionReason;

class FilePassTest {
  private static final int PIECE = 256 << 10;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, PIECE - 1, PIECE, PIECE + 1, 40 * PIECE + 7})
  void shouldHashTheFileAndEveryRange(int length) throws IOException {
    byte[] content = noise(length);

    assertThat(run(content, ranges(content, 100_003))).isEqualTo(Sha256.digest(content));
  }

  @Test
  void shouldNameTheRangeThatDiffers() throws IOException {
    byte[] content = noise(40 * PIECE);
    List<RangeExpectation> ranges = ranges(content, 100_003);
    content[3_000_000] ^= 1;

    assertThatExceptionOfType(ArchiveRejectedException.class)
        .isThrownBy(() -> run(content, ranges))
        .matches(e -> e.reason() == RejectionReason.CONTENT_TAMPERED)
        .withMessageContaining("range 29 ");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 7, PIECE, 2 * PIECE})
  void shouldNameAnEmptyRangeThatDiffersWhereverItStands(int begin) {
    // Given one that must not be empty
    byte[] content = noise(2 * PIECE);
    List<RangeExpectation> ranges =
        List.of(new RangeExpectation("nothing", begin, 0, List.of(checksum(content))));

    // Then
    assertThatExceptionOfType(ArchiveRejectedException.class)
        .isThrownBy(() -> run(content, ranges))
        .withMessageContaining("nothing ");
  }

  private Sha256 run(byte[] content, List<RangeExpectation> ranges) throws IOException {
    Path file = Files.write(folder.resolve("a"), content);
    try (ArchiveBytes bytes = ArchiveBytes.open(file)) {
      return new FilePass(bytes, ranges).run();
    }
  }

  /** Side by side, with an empty one at the end. */
  private static List<RangeExpectation> ranges(byte[] content, int rangeBytes) {
    var ranges = new ArrayList<RangeExpectation>();
    for (int begin = 0; begin <= content.length; begin += rangeBytes) {
      ranges.add(
          range(content, ranges.size(), begin, Math.min(rangeBytes, content.length - begin)));
    }
    ranges.add(range(content, ranges.size(), content.length, 0));
    return ranges;
  }

  private static RangeExpectation range(byte[] content, int number, int begin, int length) {
    Checksum checksum = checksum(Arrays.copyOfRange(content, begin, begin + length));
    return new RangeExpectation("range " + number, begin, length, List.of(checksum));
  }

  private static Checksum checksum(byte[] content) {
    byte[] digest = DigestAlgorithm.SHA_1.digest(content);
    return Checksum.ofHex(DigestAlgorithm.SHA_1, HexFormat.of().formatHex(digest)).orElseThrow();
  }

  private static byte[] noise(int length) {
    byte[] noise = new byte[length];
    new Random(length).nextBytes(noise);
    return noise;
  }
}
