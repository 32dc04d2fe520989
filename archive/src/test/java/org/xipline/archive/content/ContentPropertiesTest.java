package org.xipline.archive.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.xipline.archive.model.ArchiveEntry.RegularFile;
import org.xipline.archive.model.ArchiveLimits;
import org.xipline.archive.model.ArchiveRejectedException;
import org.xipline.archive.pack.CpioFixture;
import org.xipline.archive.pack.PbzxFixture;
import org.xipline.schemas.property.Property;
import org.xipline.schemas.property.Values;

class ContentPropertiesTest {
  private static final ContentDecoder DECODER = new ContentDecoder();

  @Test
  void whatIsPackedComesOutAgain() {
    Property.holds(
        100,
        values -> {
          byte[] plain = values.octets(0, 2_000);
          int block = values.integer(1, 700);

          assertThat(decode(PbzxFixture.encode(plain, block))).isEqualTo(plain);
        });
  }

  @Test
  void whatWasFiledComesOutAgain() {
    Property.holds(
        50,
        values -> {
          // Given
          Map<String, String> files = new LinkedHashMap<>();
          var cpio = new CpioFixture().directory(".");
          for (byte[] file : values.list(0, 8, one -> one.octets(0, 300))) {
            String path = files.size() + "/" + name(values);
            files.put(path, text(file));
            cpio.file("./" + path, file);
          }
          byte[] content = PbzxFixture.encode(cpio.trailer().bytes(), values.integer(16, 700));

          // When / Then
          assertThat(readFiles(content)).isEqualTo(files);
        });
  }

  @Test
  void contentThatIsCutIsNeverTakenForWhole() {
    Property.holds(
        200,
        values -> {
          byte[] content = content(values.octets(1, 600), values.integer(16, 300));
          byte[] cut = Arrays.copyOf(content, values.integer(0, content.length - 1));

          assertThatThrownBy(() -> readFiles(cut)).isInstanceOf(ArchiveRejectedException.class);
        });
  }

  @Test
  void damageIsRejectedOrHarmlessButNeverAnythingElse() {
    Property.holds(
        300,
        values -> {
          byte[] content = content(values.octets(0, 100), values.integer(50, 300));
          content[values.integer(0, content.length - 1)] = values.octet();

          try {
            assertThat(readFiles(content)).hasSizeLessThanOrEqualTo(1);
          } catch (ArchiveRejectedException e) {
            assertThat(e.detail()).isNotBlank();
          }
        });
  }

  private static String name(Values values) {
    return values.flag() ? values.text(1, 20, 'a', 'z') : values.text(1, 20, 'A', 'Z');
  }

  private static byte[] content(byte[] file, int block) {
    byte[] cpio = new CpioFixture().directory(".").file("./a", file).trailer().bytes();
    return PbzxFixture.encode(cpio, block);
  }

  private static byte[] decode(byte[] content) throws IOException {
    try (var in = DECODER.decode(new ByteArrayInputStream(content), ArchiveLimits.DEFAULT)) {
      return in.readAllBytes();
    }
  }

  private static Map<String, String> readFiles(byte[] content) throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    try (var reader =
        new CpioEntryReader(
            DECODER.decode(new ByteArrayInputStream(content), ArchiveLimits.DEFAULT),
            ArchiveLimits.DEFAULT)) {
      for (var entry = reader.next(); entry.isPresent(); entry = reader.next()) {
        if (entry.get() instanceof RegularFile file) {
          files.put(file.path().value(), text(file.content().readAllBytes()));
        }
      }
    }
    return files;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
