package org.xipline.archive.pack;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CpioWriterTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final CpioWriter cpio = new CpioWriter(out);

  @Test
  void shouldWriteTheMembersOfTheFormat() throws IOException {
    cpio.file("a", attributes(8), 2, new ByteArrayInputStream("12".getBytes(US_ASCII)));
    cpio.finish(3);

    // Magic, device, inode, mode, user, group, links, device kind, time, length of name, of data.
    String file =
        "070707 000000 000000 100644 000000 000000 000001 000000 00000000010 000004 00000000002";
    String trailer =
        "070707 000000 000000 000000 000000 000000 000001 000000 00000000000 000013 00000000000";
    assertThat(out.toString(US_ASCII))
        .isEqualTo(
            file.replace(" ", "")
                + "./a\0"
                + "12"
                + trailer.replace(" ", "")
                + "TRAILER!!!\0\0\0\0");
    assertThat(cpio.position()).isEqualTo(out.size());
  }

  @ParameterizedTest
  @CsvSource({"-5, 00000000000", "8589934592, 77777777777"})
  void shouldKeepTimesWithinTheFormat(long seconds, String field) throws IOException {
    cpio.directory("d", attributes(seconds));

    assertThat(out.toString(US_ASCII).substring(48, 59)).isEqualTo(field);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void shouldRefuseAFileThatChangesMeanwhile(int declaredBytes) {
    var content = new ByteArrayInputStream("12".getBytes(US_ASCII));

    assertThatExceptionOfType(PackException.class)
        .isThrownBy(() -> cpio.file("a", attributes(0), declaredBytes, content))
        .withMessage("a changed while it was packed");
  }

  private static SourceEntry.Attributes attributes(long modifiedSeconds) {
    return new SourceEntry.Attributes(0644, modifiedSeconds, 0);
  }
}
