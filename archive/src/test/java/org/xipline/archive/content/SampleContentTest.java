package org.xipline.archive.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xipline.archive.content.Rejections.assertRejected;
import static org.xipline.schemas.reason.RejectionReason.MALFORMED_ARCHIVE;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xipline.archive.model.ArchiveLimits;
import org.xipline.archive.pack.ReadBack;
import org.xipline.archive.verification.SampleFiles;
import org.xipline.schemas.reason.RejectionReason;

/** What others made: samples that stand beside the checkout, where they do. */
class SampleContentTest {
  @Test
  void shouldReadWhatApplePacked() throws IOException {
    try (var content =
        Files.newInputStream(SampleFiles.find("real/pbzx/archive_pkg_payload.pbzx"))) {
      assertThat(paths(content))
          .containsExactly("inner", "inner/file.h", "inner/._file.h", "._inner");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"archive_one_block", "archive_two_blocks"})
  void shouldRefuseChunksThatArePackedLargerThanPlain(String name) throws IOException {
    byte[] content = Files.readAllBytes(SampleFiles.find("real/pbzx/" + name + ".pbzx"));

    assertRejected(MALFORMED_ARCHIVE, () -> paths(new ByteArrayInputStream(content)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "v01_sha1_single_cms_attrs_ts",
        "v08_gzip_cpio",
        "v11_pbzx_exact_multiple",
        "e02_metadata_size_lies"
      })
  void shouldReadGoodContent(String name) throws IOException {
    assertThat(paths(contentOf(name))).contains("Hello.app/Contents/Info.plist");
  }

  @ParameterizedTest
  @CsvSource({
    "h60_pbzx_blocksize_huge, ARCHIVE_TOO_LARGE",
    "h62_pbzx_chunk_gt_block, MALFORMED_ARCHIVE",
    "h64_pbzx_truncated, MALFORMED_ARCHIVE",
    "h65_pbzx_trailing, MALFORMED_ARCHIVE",
    "h67_pbzx_two_xz_streams, MALFORMED_ARCHIVE",
    "h69_pbzx_xz_corrupt, MALFORMED_ARCHIVE",
    "h70_content_magic, UNSUPPORTED_CONTENT",
    "h72_cpio_absolute, UNSAFE_ENTRY",
    "h74_cpio_device, UNSAFE_ENTRY",
    "h75_cpio_setuid, UNSAFE_ENTRY",
    "h77_cpio_symlink_write_through, UNSAFE_ENTRY",
    "h77b_cpio_relative_symlink_write_through, UNSAFE_ENTRY",
    "h79_cpio_duplicate_path, UNSAFE_ENTRY",
    "h80_cpio_case_collision, UNSAFE_ENTRY",
    "h80b_cpio_unicode_collision, UNSAFE_ENTRY",
    "h82_cpio_after_trailer, MALFORMED_ARCHIVE",
    "h83_cpio_bad_octal, MALFORMED_ARCHIVE",
    "h85_cpio_namesize_zero, MALFORMED_ARCHIVE"
  })
  void shouldRefuseHostileContent(String name, RejectionReason reason) throws IOException {
    InputStream content = contentOf(name);

    assertRejected(reason, () -> paths(content));
  }

  private static InputStream contentOf(String name) throws IOException {
    return ReadBack.content(Files.readAllBytes(SampleFiles.find("hostile/" + name + ".xip")));
  }

  private static List<String> paths(InputStream content) throws IOException {
    var paths = new ArrayList<String>();
    try (var reader =
        new CpioEntryReader(
            new ContentDecoder().decode(content, ArchiveLimits.DEFAULT), ArchiveLimits.DEFAULT)) {
      for (var entry = reader.next(); entry.isPresent(); entry = reader.next()) {
        paths.add(entry.get().path().value());
      }
    }
    return paths;
  }
}
