package org.xipline.console.pipeline;

import java.nio.file.Path;

/**
 * All that an installation keeps on one machine.
 *
 * @param root absolute
 */
public record DataDirectory(Path root) {

  public DataDirectory {
    root = root.toAbsolutePath().normalize();
  }

  /** Log of the embedded broker. */
  Path kafka() {
    return root.resolve("kafka");
  }

  Path payloads() {
    return root.resolve("payloads");
  }

  /** Stores of the ledger. */
  Path ledger() {
    return root.resolve("ledger");
  }

  /** For what services keep between runs and can rebuild, each in a directory of its name. */
  public Path state() {
    return root.resolve("state");
  }

  /** What happened, for whoever looks for a fault. */
  public Path logFile() {
    return root.resolve("logs").resolve("xipline.log");
  }

  /** Where a pipeline that runs for good says how to reach its broker. */
  Path runningFile() {
    return root.resolve("running");
  }

  Path lockFile() {
    return root.resolve("lock");
  }

  /** Whether anything has ever been imported into it. */
  public boolean isInUse() {
    return kafka().toFile().isDirectory();
  }

  @Override
  public String toString() {
    return root.toString();
  }
}
