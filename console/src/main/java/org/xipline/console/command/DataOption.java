package org.xipline.console.command;

import java.nio.file.Path;
import org.xipline.console.pipeline.DataDirectory;
import picocli.CommandLine.Option;

/** Where an installation on one machine keeps its data. */
final class DataOption {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "xipline-data",
      description =
          "Where broker, payloads, ledger and log are kept (default: ./${DEFAULT-VALUE}).")
  private Path data = Path.of("xipline-data");

  DataDirectory directory() {
    return new DataDirectory(data);
  }
}
