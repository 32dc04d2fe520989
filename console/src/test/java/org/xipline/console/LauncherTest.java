package org.xipline.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The script {@code xipline}, in a checkout that is built, with a JDK that says what it is asked.
 */
@Timeout(60)
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
  private static final String PREPARING = "preparing faster starts";

  /** Writes the memory that it is told to, where it is told; else prints its arguments. */
  private static final String JAVA =
      """
      #!/bin/sh
      for argument in "$@"; do
        case $argument in
          -XX:AOTCacheOutput=*) : >"${argument#*=}"; exit 0 ;;
          *.RehearsalSamples) exit 0 ;;
        esac
      done
      printf '%s\\n' "$@"
      """;

  @TempDir private Path directory;
  private Path checkout = Path.of("");
  private Path jdk = Path.of("");

  private record Run(int code, List<String> out, String err) {}

  @BeforeEach
  void build() throws IOException {
    checkout = Files.createDirectories(directory.resolve("a check out"));
    Path target = Files.createDirectories(checkout.resolve("console/target"));
    Files.createDirectories(target.resolve("lib"));
    Files.createFile(checkout.resolve("pom.xml"));
    Files.copy(launcher(), checkout.resolve("xipline"));
    Files.createFile(target.resolve("xipline-console-1.jar"));
    Files.createFile(target.resolve("xipline-console-1-archive.jar"));
    jdk = jdk("25.0.1");
  }

  @Test
  void shouldRehearseOnceAndThenStartFromMemory() throws Exception {
    Run first = start("list", "an archive.xip");
    Run second = start("list", "an archive.xip");

    assertThat(first.err()).contains(PREPARING);
    assertThat(second.err()).isEmpty();
    assertThat(second.code()).isZero();
    assertThat(second.out())
        .isEqualTo(first.out())
        .contains("-XX:AOTCache=" + checkout + "/console/target/xipline-25.0.1.aot")
        .containsSubsequence("list", "an archive.xip");
    assertThat(checkout.resolve("console/target")).isDirectoryNotContaining("glob:**/.rehearsal-*");
  }

  @Test
  void shouldRunArchiveCommandsOnTheLibrarysJarsAlone() throws Exception {
    Path target = checkout.resolve("console/target");
    String small = target.resolve("xipline-console-1-archive.jar").toString();
    String all = small + ":" + target.resolve("xipline-console-1.jar");

    for (String command : List.of("verify", "list", "extract", "pack")) {
      assertThat(start(command).out())
          .containsSubsequence(
              "-cp", small, "org.xipline.console.cli.archive.ArchiveCommands", command);
    }
    // What is remembered for those is good for all that begins with the same jars.
    assertThat(start("status").out())
        .containsSubsequence("-cp", all, "org.xipline.console.Xipline", "status");
  }

  @Test
  void shouldRehearseAgainWhereJarsAreNewer() throws Exception {
    start("list");
    Files.setLastModifiedTime(
        checkout.resolve("console/target/xipline-console-1.jar"),
        FileTime.from(Instant.now().plusSeconds(2)));

    assertThat(start("list").err()).contains(PREPARING);
  }

  @Test
  void shouldRehearseForEachJdk() throws Exception {
    start("list");
    jdk = jdk("25.0.2");

    assertThat(start("list").err()).contains(PREPARING);
    assertThat(start("list").out())
        .contains("-XX:AOTCache=" + checkout + "/console/target/xipline-25.0.2.aot");
  }

  @Test
  void shouldNotUseWhatWasMadeForAnotherPlace() throws Exception {
    start("list");
    Path moved = directory.resolve("moved");
    Files.move(checkout, moved);
    checkout = moved;

    Run run = start("list");

    assertThat(run.err()).contains(PREPARING);
    assertThat(run.out()).contains("-XX:AOTCache=" + moved + "/console/target/xipline-25.0.1.aot");
  }

  @Test
  void shouldStartWithoutMemoryWhereItCannotBeMade() throws Exception {
    writeExecutable(
        jdk.resolve("bin/java"), JAVA.replace(": >\"${argument#*=}\"; exit 0", "exit 1"));

    Run first = start("status");
    Run second = start("status");

    assertThat(first.code()).isZero();
    assertThat(first.out()).endsWith("status").noneMatch(it -> it.startsWith("-XX:AOTCache"));
    assertThat(second.err()).isEmpty();
  }

  @Test
  void shouldRehearseOnceForSeveralThatStartTogether() throws Exception {
    List<Process> together = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      together.add(begin(checkout.resolve("xipline"), "list"));
    }

    List<Run> runs = new ArrayList<>();
    for (Process process : together) {
      runs.add(end(process));
    }

    assertThat(runs).allMatch(run -> run.code() == 0);
    assertThat(runs).filteredOn(run -> run.err().contains(PREPARING)).hasSizeBetween(1, 4);
    assertThat(checkout.resolve("console/target"))
        .isDirectoryContaining("glob:**/xipline-25.0.1.aot")
        .isDirectoryNotContaining("glob:**/.rehearsal-*");
  }

  @Test
  void shouldFindItsCheckoutThroughSymbolicLinks() throws Exception {
    Path near = Files.createSymbolicLink(directory.resolve("near"), Path.of("a check out/xipline"));
    Path far = Files.createSymbolicLink(directory.resolve("far"), near);

    Run run = end(begin(far, "--version"));

    assertThat(run.out().get(run.out().indexOf("-cp") + 1))
        .endsWith(":" + checkout + "/console/target/xipline-console-1.jar");
  }

  @Test
  void shouldGiveServicesAndCommandsTheirMemory() throws Exception {
    assertThat(start("verify").out()).contains("-Xmx256m");
    assertThat(start("import-service").out()).contains("-Xmx176m", "-XX:+ExitOnOutOfMemoryError");
    assertThat(start("import").out())
        .contains("-Xmx1g")
        .doesNotContain("-XX:+ExitOnOutOfMemoryError");
  }

  private Run start(String... arguments) throws IOException, InterruptedException {
    return end(begin(checkout.resolve("xipline"), arguments));
  }

  private Process begin(Path launcher, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("sh", launcher.toString()));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command);
    builder.environment().put("JAVA_HOME", jdk.toString());
    builder.environment().remove("XIPLINE_JAVA_OPTS");
    return builder.start();
  }

  /** What it prints is little: it does not have to be read while it runs. */
  private Run end(Process process) throws IOException, InterruptedException {
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return new Run(process.exitValue(), out.lines().toList(), err);
  }

  private Path jdk(String version) throws IOException {
    Path home = Files.createDirectories(directory.resolve("jdk-" + version));
    Files.createDirectories(home.resolve("bin"));
    writeExecutable(home.resolve("bin/java"), JAVA);
    writeExecutable(home.resolve("bin/javac"), "#!/bin/sh\n");
    Files.writeString(
        home.resolve("release"), "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"" + version + "\"");
    return home;
  }

  private static void writeExecutable(Path file, String script) throws IOException {
    Files.writeString(file, script);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static Path launcher() {
    Path here = Path.of("").toAbsolutePath();
    return IntStream.range(0, 2)
        .mapToObj(up -> up == 0 ? here : here.getParent())
        .map(it -> it.resolve("xipline"))
        .filter(Files::isRegularFile)
        .findFirst()
        .orElseThrow();
  }
}
