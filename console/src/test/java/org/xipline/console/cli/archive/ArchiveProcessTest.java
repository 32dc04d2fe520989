package org.xipline.console.cli.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.xipline.archive.pack.TestPki;

/**
 * The commands that work on archives alone, in a process that has the library's jars and no more.
 */
@Timeout(180)
class ArchiveProcessTest {
  /** As the manifests of the two jars name them. */
  private static final List<String> JARS =
      List.of(
          "picocli-",
          "jackson-core-",
          "bcpkix-",
          "bcutil-",
          "bcprov-",
          "xz-",
          "commons-compress-",
          "commons-io-",
          "commons-lang3-",
          "commons-codec-");

  private static final List<String> MODULES = List.of("console", "archive", "schemas");

  @TempDir private Path directory;

  private record Run(int code, String out, String err) {}

  @BeforeEach
  void prepare() throws IOException {
    Files.writeString(
        Files.createDirectories(directory.resolve("source")).resolve("item.json"), "{}");
    TestPki.writeCertificate(TestPki.root(), directory.resolve("ca.pem"));
    TestPki.writeCertificate(TestPki.foreignRoot(), directory.resolve("foreign.pem"));
    TestPki.writeKey(TestPki.leaf(), directory.resolve("key.pem"));
    TestPki.writeChain(TestPki.leaf(), directory.resolve("chain.pem"));
  }

  @Test
  void shouldPackVerifyListAndExtract() throws Exception {
    Run packed = run("pack source -o a.xip --key key.pem --cert chain.pem");
    Run verified = run("verify a.xip --trust ca.pem --json");
    Run listed = run("list a.xip --trust ca.pem");
    Run extracted = run("extract a.xip --trust ca.pem --to out");

    assertThat(packed.err()).startsWith("a.xip: 1 entries,");
    assertThat(packed.code()).isZero();
    assertThat(verified.out()).contains("\"state\" : \"trusted\"");
    assertThat(verified.code()).isZero();
    assertThat(listed.out()).endsWith("  item.json\n");
    assertThat(listed.code()).isZero();
    assertThat(extracted.err()).isEqualTo("1 files in out\n");
    assertThat(extracted.code()).isZero();
    assertThat(directory.resolve("out/item.json")).hasContent("{}");
  }

  @Test
  void shouldSayWhatIsWrong() throws Exception {
    Files.writeString(directory.resolve("page.xip"), "<html>");

    Run rejected = run("verify page.xip --trust ca.pem --json");
    Run misused = run("list page.xip");
    Run failed = run("pack source -o source/no/a.xip --key key.pem --cert chain.pem");

    assertThat(rejected.out()).contains("\"reason\" : \"malformed-archive\"");
    assertThat(rejected.code()).isEqualTo(4);
    assertThat(misused.err()).startsWith("xipline list: name the trusted signers");
    assertThat(misused.code()).isEqualTo(2);
    assertThat(failed.err()).startsWith("xipline pack: ").hasLineCount(1);
    assertThat(failed.code()).isPositive();
  }

  private Run run(String line) throws IOException, InterruptedException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath(),
                ArchiveCommands.class.getName()));
    command.addAll(List.of(line.split(" ")));
    Process process = new ProcessBuilder(command).directory(directory.toFile()).start();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return new Run(process.exitValue(), out, err);
  }

  private static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(ArchiveProcessTest::isOfTheLibrary)
        .collect(joining(File.pathSeparator));
  }

  private static boolean isOfTheLibrary(String entry) {
    Path path = Path.of(entry);
    String name = path.getFileName().toString();
    return JARS.stream().anyMatch(name::startsWith)
        || MODULES.stream()
            .anyMatch(module ->
                path.endsWith(Path.of(module, "target", "classes"))
                    || (name.startsWith("xipline-" + module + "-") && !name.contains("tests")));
  }
}
