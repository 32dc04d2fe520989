package org.xipline.ingest.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.xipline.ingest.archive.ArchiveEntry.RegularFile;
import org.xipline.ingest.archive.ArchiveLimits;
import org.xipline.ingest.archive.ArchiveRejectedException;
import org.xipline.ingest.pack.CpioFixture;
import org.xipline.ingest.pack.PbzxFixture;

class ContentPropertiesTest {
  private static final ContentDecoder DECODER = new ContentDecoder();

  @Property(tries = 100)
  void whatIsPackedComesOutAgain(
      @ForAll @Size(max = 2_000) byte[] plain, @ForAll @IntRange(min = 1, max = 700) int block)
      throws IOException {
    assertThat(decode(PbzxFixture.encode(plain, block))).isEqualTo(plain);
  }

  @Property(tries = 50)
  void whatWasFiledComesOutAgain(
      @ForAll @Size(max = 8) List<@AlphaChars @StringLength(min = 1, max = 20) String> names,
      @ForAll @Size(max = 8) List<@Size(max = 300) byte[]> contents,
      @ForAll @IntRange(min = 16, max = 700) int block)
      throws IOException {
    // Given
    Map<String, String> files = new LinkedHashMap<>();
    var cpio = new CpioFixture().directory(".");
    for (int i = 0; i < Math.min(names.size(), contents.size()); i++) {
      String path = i + "/" + names.get(i);
      files.put(path, text(contents.get(i)));
      cpio.file("./" + path, contents.get(i));
    }

    // When / Then
    byte[] content = PbzxFixture.encode(cpio.trailer().bytes(), block);
    assertThat(readFiles(content)).isEqualTo(files);
  }

  @Property(tries = 200)
  void contentThatIsCutIsNeverTakenForWhole(
      @ForAll @Size(min = 1, max = 600) byte[] file,
      @ForAll @IntRange(min = 16, max = 300) int block,
      @ForAll @IntRange(min = 0, max = 1_000_000) int position) {
    byte[] content =
        PbzxFixture.encode(
            new CpioFixture().directory(".").file("./a", file).trailer().bytes(), block);
    byte[] cut = Arrays.copyOf(content, position % content.length);

    assertThatThrownBy(() -> readFiles(cut)).isInstanceOf(ArchiveRejectedException.class);
  }

  @Property(tries = 300)
  void damageIsRejectedOrHarmlessButNeverAnythingElse(
      @ForAll @Size(max = 100) byte[] file,
      @ForAll @IntRange(min = 50, max = 300) int block,
      @ForAll @IntRange(min = 0, max = 1_000_000) int position,
      @ForAll byte value)
      throws IOException {
    byte[] content =
        PbzxFixture.encode(
            new CpioFixture().directory(".").file("./a", file).trailer().bytes(), block);
    content[position % content.length] = value;

    try {
      assertThat(readFiles(content)).hasSizeLessThanOrEqualTo(1);
    } catch (ArchiveRejectedException e) {
      assertThat(e.detail()).isNotBlank();
    }
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
