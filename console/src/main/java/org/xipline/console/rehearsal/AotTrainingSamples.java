package org.xipline.console.rehearsal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;
import org.xipline.console.demo.DemoSigner;
import org.xipline.console.demo.SampleArchive;

/**
 * The archives that are rehearsed on, below one directory. A process of its own makes them: the JVM
 * would remember the making too, and get it ready at every start.
 *
 * @param archive a XIP
 * @param authority certificate of the CA to trust for it
 * @param table a XAR with a long table of contents
 * @param tableAuthority certificate of the CA to trust for that
 */
record AotTrainingSamples(Path archive, Path authority, Path table, Path tableAuthority) {
  private static final int FILES = 4_000;
  private static final int LARGE_FILE_BYTES = 32 << 20;

  /** Where they are in that directory. */
  static AotTrainingSamples in(Path directory) {
    return new AotTrainingSamples(
        directory.resolve("sample.xip"),
        directory.resolve("demo-ca.pem"),
        directory.resolve("table.xar"),
        directory.resolve("table-ca.pem"));
  }

  /** Makes them in the directory that is named. */
  public static void main(String[] arguments) throws IOException {
    Path directory = Path.of(arguments[0]);
    SampleArchive.of(source(directory.resolve("source")), directory);
    AotTrainingSamples samples = in(directory);
    DemoSigner signer = DemoSigner.create(Instant.now());
    signer.writeAuthority(samples.tableAuthority());
    LongTable.write(samples.table(), signer.identity());
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
}
