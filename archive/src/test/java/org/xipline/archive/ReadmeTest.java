package org.xipline.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xipline.archive.pack.ArchiveFixture;
import org.xipline.archive.pack.TestPki;

/** The example of archive/README.md. */
class ReadmeTest {
  private static final String SOURCE = "src/test/java/org/xipline/archive/Example.java";

  @TempDir private Path directory;

  @Test
  void shouldShowTheExampleThatIsTried() throws IOException {
    String method =
        Files.readString(Path.of(SOURCE)).split("private Example\\(\\) \\{\\}\n\n", 2)[1];
    String example = method.substring(0, method.lastIndexOf('}')).stripTrailing().stripIndent();

    assertThat(Files.readString(Path.of("README.md"))).contains("```java\n" + example + "\n```");
  }

  @Test
  void shouldExtractAnArchiveByATrustedSigner() throws IOException {
    Path target = directory.resolve("extracted");

    Example.extract(archive(), TestPki.writeCertificate(TestPki.root(), ca()), target);

    assertThat(target.resolve("folder/item.json")).hasContent("{}");
  }

  @Test
  void shouldExtractNothingOfAStrangersArchive() throws IOException {
    Path target = directory.resolve("extracted");
    Path foreign = TestPki.writeCertificate(TestPki.foreignRoot(), ca());

    assertThatIOException()
        .isThrownBy(() -> Example.extract(archive(), foreign, target))
        .withMessageStartingWith("signer-untrusted: ");
    assertThat(target).doesNotExist();
  }

  private Path archive() throws IOException {
    return ArchiveFixture.create()
        .directory("folder")
        .file("folder/item.json", "{}")
        .writeTo(directory.resolve("archive.xip"));
  }

  private Path ca() {
    return directory.resolve("ca.pem");
  }
}
