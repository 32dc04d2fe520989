package org.xipline.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.xipline.console.command.CommandTree;
import org.xipline.console.command.Terminal;
import org.xipline.console.demo.SampleArchive;

/**
 * Runs the commands that read archives once, on a sample. The launcher does so after a build, and
 * has the JVM remember what it loaded and how it ran: then these commands start in a fraction of
 * the time.
 */
final class Rehearsal {

  private Rehearsal() {}

  public static void main(String[] arguments) throws IOException {
    Path directory = Files.createTempDirectory("xipline-rehearsal-");
    try {
      SampleArchive sample = SampleArchive.in(directory);
      String archive = sample.archive().toString();
      String trust = sample.authority().toString();
      run("verify", archive, "--trust", trust, "--json");
      run("verify", archive, "--trust", trust, "--signature-only");
      run("list", archive, "--trust", trust);
      run("extract", archive, "--trust", trust, "--to", directory.resolve("out").toString());
    } finally {
      delete(directory);
    }
  }

  private static void run(String... command) {
    int code = new CommandTree(Terminal.ofProcess(), new EmbeddedServices()).run(command);
    if (code != 0) {
      throw new IllegalStateException(String.join(" ", command) + " ended with " + code);
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
