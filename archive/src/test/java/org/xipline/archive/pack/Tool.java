package org.xipline.archive.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * A program of the machine that reads what we write. A test that asks for one is skipped where it
 * is not there.
 */
final class Tool {

  private Tool() {}

  /** Runs it to its end, which must be good, and yields what it prints. */
  static String run(Path workingDirectory, String... command) throws IOException {
    assumeThat(isInstalled(command[0])).as("%s is installed", command[0]).isTrue();
    Path output = Files.createTempFile("tool", ".txt");
    try {
      var builder =
          new ProcessBuilder(command)
              .directory(workingDirectory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile());
      builder.environment().put("LC_ALL", "C.UTF-8");
      int exit = builder.start().waitFor();
      String printed = Files.readString(output, StandardCharsets.UTF_8);
      assertThat(exit).as("%s: %s", List.of(command), printed).isZero();
      return printed;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    } finally {
      Files.delete(output);
    }
  }

  private static boolean isInstalled(String program) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
