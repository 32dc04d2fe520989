package org.xipline.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A command line of the program in a process of its own, which can be killed. */
record ForkedCommand(Process process, Path out, Path err) implements AutoCloseable {

  /**
   * Starts it.
   *
   * @param scratch for what it prints
   */
  static ForkedCommand start(Path scratch, List<String> arguments) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx512m", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
    command.add(Xipline.class.getName());
    command.addAll(arguments);
    Path out = Files.createTempFile(scratch, "out", "");
    Path err = Files.createTempFile(scratch, "err", "");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    return new ForkedCommand(process, out, err);
  }

  /** As {@code kill -9} does. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** As Ctrl-C does, or nearly: SIGTERM. */
  void interrupt() throws InterruptedException {
    process.destroy();
    process.waitFor(90, TimeUnit.SECONDS);
  }

  String errors() throws IOException {
    return Files.readString(err);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
