import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * One measurement.
 *
 * @param peakKib largest resident memory of the processes; 0 where it was not looked at
 */
record BenchRun(double seconds, long peakKib) {

  /** Something to measure. */
  interface Step {
    BenchRun run() throws Exception;
  }

  /** Runs commands at the same time, their output going nowhere, and waits for all. */
  static BenchRun processes(List<List<String>> commands) throws Exception {
    long begun = System.nanoTime();
    var processes = new ArrayList<Process>();
    for (List<String> command : commands) {
      processes.add(
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.to(Path.of("/dev/null").toFile()))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start());
    }
    long peakKib = 0;
    for (Process process : processes) {
      peakKib = Math.max(peakKib, await(process));
    }
    return new BenchRun((System.nanoTime() - begun) / 1e9, peakKib);
  }

  static BenchRun process(String... command) throws Exception {
    return processes(List.of(List.of(command)));
  }

  private static long await(Process process) throws Exception {
    long peakKib = 0;
    while (!process.waitFor(20, TimeUnit.MILLISECONDS)) {
      peakKib = Math.max(peakKib, peakKib(process.pid()));
    }
    if (process.exitValue() != 0) {
      throw new IOException("exit code " + process.exitValue() + " of " + process.info().commandLine().orElse("a process"));
    }
    return peakKib;
  }

  private static long peakKib(long pid) {
    try (Stream<String> lines = Files.lines(Path.of("/proc", String.valueOf(pid), "status"))) {
      return lines.filter(line -> line.startsWith("VmHWM:")).mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).sum();
    } catch (IOException | java.io.UncheckedIOException e) {
      return 0; // It has just ended, or this system has no such files.
    }
  }

  static double medianSeconds(List<BenchRun> runs) {
    double[] sorted = runs.stream().mapToDouble(BenchRun::seconds).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** Takes their content from all files below the directory, if it is there. */
  static void empty(Path directory) throws IOException {
    if (Files.exists(directory)) {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Files.write(file, new byte[0]);
        }
      }
    }
  }

  static void delete(Path directory) throws IOException {
    if (Files.exists(directory)) {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
