package org.xipline.archive.content;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.xipline.archive.content.Rejections.assertRejected;
import static org.xipline.schemas.reason.RejectionReason.MALFORMED_ARCHIVE;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GzipMemberInputStreamTest {
  private static final byte[] PLAIN = "what stands in the member".repeat(500).getBytes(US_ASCII);
  private static final int HEADER_BYTES = 10;

  static byte[] gzip(byte[] plain) {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  @Test
  void shouldReadAMember() throws IOException {
    assertThat(read(gzip(PLAIN))).isEqualTo(PLAIN);
  }

  @Test
  void shouldReadAnEmptyMember() throws IOException {
    assertThat(read(gzip(new byte[0]))).isEmpty();
  }

  @Test
  void shouldReadAHeaderWithEverythingInIt() throws IOException {
    // Given
    byte[] member = gzip(PLAIN);
    byte[] fields =
        HexFormat.of().parseHex("1f8b081e00000000000303006162636e616d6500636f6d6d656e7400");
    var crc = new CRC32();
    crc.update(fields);
    byte[] crcBytes = {(byte) crc.getValue(), (byte) (crc.getValue() >> 8)};
    byte[] data = Arrays.copyOfRange(member, HEADER_BYTES, member.length);

    // When / Then
    assertThat(read(concat(fields, crcBytes, data))).isEqualTo(PLAIN);
    crcBytes[0]++;
    assertRejected(MALFORMED_ARCHIVE, () -> read(concat(fields, crcBytes, data)));
  }

  @Test
  void shouldRefuseASecondMember() {
    assertRejected(MALFORMED_ARCHIVE, () -> read(concat(gzip(PLAIN), gzip(PLAIN))))
        .withMessageContaining("something follows its end");
  }

  @Test
  void shouldRefuseJunkBehindTheMember() {
    assertRejected(MALFORMED_ARCHIVE, () -> read(concat(gzip(PLAIN), new byte[1])));
  }

  @Test
  void shouldRefuseAMemberThatIsCutAnywhere() {
    byte[] member = gzip(PLAIN);
    for (int length = 0; length < member.length; length++) {
      byte[] cut = Arrays.copyOf(member, length);
      assertRejected(MALFORMED_ARCHIVE, () -> read(cut));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, -8, -5, -4, -1})
  void shouldRefuseAMemberThatIsDamaged(int index) {
    byte[] member = gzip(PLAIN);
    member[Math.floorMod(index, member.length)] ^= 1;

    assertRejected(MALFORMED_ARCHIVE, () -> read(member));
  }

  @Test
  void shouldRefuseUnknownFlags() {
    byte[] member = gzip(PLAIN);
    member[3] = (byte) 0x80;

    assertRejected(MALFORMED_ARCHIVE, () -> read(member)).withMessageContaining("flags");
  }

  private static byte[] read(byte[] member) throws IOException {
    try (var in = new GzipMemberInputStream(new ByteArrayInputStream(member))) {
      return in.readAllBytes();
    }
  }

  static byte[] concat(byte[]... parts) {
    var all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
