package org.xipline.console.rehearsal;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.Stream;
import org.xipline.console.Xipline;
import org.xipline.console.command.Terminal;
import org.xipline.console.demo.DemoSigner;
import org.xipline.console.demo.SampleArchive;

/**
 * Runs the commands that read archives on samples of some size. The launcher does so after a build,
 * and has the JVM remember what it loaded, and which methods were worth compiling: then these
 * commands start in a fraction of the time.
 */
final class Rehearsal {
  private static final int FILES = 4_000;
  private static final int LARGE_FILE_BYTES = 32 << 20;
  private static final int OK = 0;
  private static final int REJECTED = 4;

  private Rehearsal() {}

  public static void main(String[] arguments) throws IOException {
    Path directory = Files.createTempDirectory("xipline-rehearsal-");
    try {
      SampleArchive sample = SampleArchive.of(source(directory.resolve("source")), directory);
      String archive = sample.archive().toString();
      String trust = sample.authority().toString();
      DemoSigner signer = DemoSigner.create(Instant.now());
      Path authority = directory.resolve("table-ca.pem");
      signer.writeAuthority(authority);
      Path table = LongTable.write(directory.resolve("table.xar"), signer.identity());
      run(OK, "verify", archive, "--trust", trust, "--json");
      run(OK, "verify", archive, "--trust", trust, "--signature-only");
      run(OK, "list", archive, "--trust", trust);
      run(OK, "extract", archive, "--trust", trust, "--to", directory.resolve("out").toString());
      run(OK, "list", table.toString(), "--trust", authority.toString());
      run(REJECTED, "list", table.toString(), "--trust", trust);
    } finally {
      delete(directory);
    }
  }

  /** Many small files, and a large one that is kept as it is. */
  private static Path source(Path directory) throws IOException {
    Files.createDirectories(directory);
    for (int number = 0; number < FILES; number++) {
      Files.writeString(directory.resolve("file-" + number), "content of " + number);
    }
    byte[] noise = new byte[LARGE_FILE_BYTES];
    new Random(1).nextBytes(noise);
    Files.write(directory.resolve("noise"), noise);
    return directory;
  }

  private static void run(int expected, String... command) {
    var nowhere = new PrintStream(OutputStream.nullOutputStream());
    int code = Xipline.run(new Terminal(nowhere, nowhere, false), command);
    if (code != expected) {
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
