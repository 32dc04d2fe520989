package org.xipline.console.rehearsal;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import org.xipline.console.cli.Terminal;
import org.xipline.console.cli.archive.ArchiveCommands;

/**
 * Runs the commands that read archives on {@link AotTrainingSamples}. The launcher does so after a
 * build, and has the JVM remember what it loaded, and which methods were worth compiling: then
 * these commands start in a fraction of the time.
 */
final class AotTraining {
  private static final int OK = 0;
  private static final int REJECTED = 4;

  private AotTraining() {}

  /** Takes the directory that the samples are in. */
  public static void main(String[] arguments) {
    Path directory = Path.of(arguments[0]);
    AotTrainingSamples samples = AotTrainingSamples.in(directory);
    String archive = samples.archive().toString();
    String trust = samples.authority().toString();
    String table = samples.table().toString();
    String tableTrust = samples.tableAuthority().toString();
    run(OK, "verify", archive, "--trust", trust, "--json");
    run(OK, "verify", archive, "--trust", trust, "--signature-only");
    run(OK, "list", archive, "--trust", trust);
    run(OK, "extract", archive, "--trust", trust, "--to", directory.resolve("out").toString());
    run(OK, "list", table, "--trust", tableTrust);
    run(REJECTED, "list", table, "--trust", trust);
  }

  private static void run(int expected, String... command) {
    var nowhere = new PrintStream(OutputStream.nullOutputStream());
    int code = ArchiveCommands.run(new Terminal(nowhere, nowhere, false), command);
    if (code != expected) {
      throw new IllegalStateException(String.join(" ", command) + " ended with " + code);
    }
  }
}
