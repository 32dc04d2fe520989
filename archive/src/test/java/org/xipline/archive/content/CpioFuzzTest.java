package org.xipline.archive.content;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.cpio.CpioArchiveEntry;
import org.apache.commons.compress.archivers.cpio.CpioArchiveInputStream;
import org.junit.jupiter.params.provider.MethodSource;
import org.xipline.archive.fuzz.FuzzCorpus;
import org.xipline.archive.model.ArchiveEntry;
import org.xipline.archive.model.ArchiveEntry.Directory;
import org.xipline.archive.model.ArchiveEntry.RegularFile;
import org.xipline.archive.model.ArchiveEntry.SymbolicLink;
import org.xipline.archive.model.ArchiveLimits;
import org.xipline.archive.model.ArchiveRejectedException;
import org.xipline.archive.pack.CpioFixture;
import org.xipline.schemas.identity.Sha256;

/**
 * Any bytes as cpio: refused, or read exactly as another reader of the format reads them; no path
 * twice or outside; and cut anywhere before its fill, refused.
 */
class CpioFuzzTest {

  /** What an entry is, as both readers can say it. */
  private record Seen(String path, String kind, String content) {}

  @MethodSource({"seeds", "corpus"})
  @DictionaryEntries({
    "070707",
    "TRAILER!!!",
    "./",
    "../",
    "0100644",
    "040755",
    "120755",
    "0000000"
  })
  @FuzzTest
  void readsAsOthersDoOrRefuses(byte[] cpio) throws IOException {
    List<Seen> seen = new ArrayList<>();
    try {
      seen.addAll(read(cpio));
    } catch (ArchiveRejectedException e) {
      assertThat(e.detail()).isNotBlank();
      return;
    }
    assertThat(seen).isEqualTo(readByOther(cpio));
    assertThat(seen)
        .extracting(Seen::path)
        .doesNotHaveDuplicates()
        .allMatch(CpioFuzzTest::isInside);
    assertThat(isRefused(Arrays.copyOf(cpio, endOfTrailer(cpio) - 1))).isTrue();
  }

  static Stream<byte[]> corpus() throws IOException {
    return FuzzCorpus.of(CpioFuzzTest.class);
  }

  static Stream<byte[]> seeds() {
    return Stream.of(
        new CpioFixture().trailer().bytes(),
        new CpioFixture()
            .directory(".")
            .directory("./d")
            .file("./d/T-42.json", "{\"Id\":\"T-42\"}")
            .symbolicLink("./d/l", "T-42.json")
            .file("./e\u0301", new byte[300])
            .trailer()
            .raw(new byte[100])
            .bytes(),
        new CpioFixture()
            .member("a", CpioFixture.FILE, 7, 2, new byte[] {1})
            .member("b", CpioFixture.FILE, 7, 2, new byte[] {1})
            .trailer()
            .bytes(),
        new CpioFixture().file("../a", "x").trailer().bytes(),
        new CpioFixture().member("TRAILER!!!", 07000, new byte[0]).bytes(),
        new CpioFixture().member("dev", 0020644, new byte[0]).trailer().bytes(),
        new CpioFixture().symbolicLink("l", "/").file("l/a", "x").trailer().bytes());
  }

  private static List<Seen> read(byte[] cpio) throws IOException {
    List<Seen> seen = new ArrayList<>();
    try (var reader = new CpioEntryReader(new ByteArrayInputStream(cpio), ArchiveLimits.DEFAULT)) {
      for (var entry = reader.next(); entry.isPresent(); entry = reader.next()) {
        seen.add(seen(entry.get()));
      }
    }
    return seen;
  }

  private static Seen seen(ArchiveEntry entry) throws IOException {
    String path = entry.path().value();
    return switch (entry) {
      case RegularFile file -> new Seen(path, "file", digest(file.content()));
      case Directory _ -> new Seen(path, "directory", "");
      case SymbolicLink link -> new Seen(path, "link", link.target());
    };
  }

  private static List<Seen> readByOther(byte[] cpio) throws IOException {
    List<Seen> seen = new ArrayList<>();
    try (var reader = new CpioArchiveInputStream(new ByteArrayInputStream(cpio), UTF_8.name())) {
      for (var entry = reader.getNextEntry(); entry != null; entry = reader.getNextEntry()) {
        if (!entry.getName().equals(".")) {
          seen.add(seen(entry, reader));
        }
      }
    }
    return seen;
  }

  private static Seen seen(CpioArchiveEntry entry, InputStream content) throws IOException {
    String name = entry.getName().startsWith("./") ? entry.getName().substring(2) : entry.getName();
    String path = Normalizer.normalize(name, Normalizer.Form.NFC);
    if (entry.isSymbolicLink()) {
      return new Seen(path, "link", new String(content.readAllBytes(), UTF_8));
    }
    return entry.isDirectory()
        ? new Seen(path, "directory", "")
        : new Seen(path, "file", digest(content));
  }

  private static boolean isInside(String path) {
    return !path.startsWith("/") && Arrays.stream(path.split("/", -1)).noneMatch(".."::equals);
  }

  private static int endOfTrailer(byte[] cpio) {
    int end = cpio.length;
    while (cpio[end - 1] == 0) {
      end--;
    }
    return end + 1;
  }

  private static boolean isRefused(byte[] cpio) throws IOException {
    try {
      return read(cpio).isEmpty() && cpio.length == 0;
    } catch (ArchiveRejectedException _) {
      return true;
    }
  }

  private static String digest(InputStream content) throws IOException {
    return Sha256.digest(content.readAllBytes()).hex();
  }
}
