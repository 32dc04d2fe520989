package org.xipline.console.command;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.xipline.console.cli.ExitCode;
import org.xipline.console.cli.UsageException;
import org.xipline.console.cluster.ClusterService;
import org.xipline.console.cluster.ClusterSettings;
import org.xipline.console.logging.LogKeys;
import org.xipline.console.logging.RetryFilter;
import org.xipline.console.logging.ServiceLog;
import org.xipline.runtime.process.ServiceProcess;
import org.xipline.runtime.settings.Settings;
import org.xipline.runtime.settings.SettingsException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code xipline ingest}, {@code convert} and their like: one service of a cluster, for good. */
@Command(description = "Runs one service of a cluster until it is stopped.")
final class ServiceCommand implements Callable<Integer> {
  @Mixin private SettingsOptions settings = new SettingsOptions();

  private final ClusterService service;

  private ServiceCommand(ClusterService service) {
    this.service = service;
  }

  /** As it stands in the tree. */
  static CommandLine of(ClusterService service) {
    var line = new CommandLine(new ServiceCommand(service));
    line.getCommandSpec()
        .name(service.command())
        .usageMessage()
        .description(
            service.description(),
            "Runs one service of a cluster until it is stopped. You can run any number of"
                + " instances.");
    return line;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Settings read = read();
    RetryFilter retries = ServiceLog.open(read.get(LogKeys.FORMAT));
    try (ServiceProcess process = service.process(read)) {
      process.measure(retries);
      var closer = new Thread(process::close, "xipline-shutdown");
      Runtime.getRuntime().addShutdownHook(closer);
      process.start();
      process.awaitEnd();
    }
    return ExitCode.DONE.code();
  }

  private Settings read() {
    try {
      return ClusterSettings.of(service, settings.sources());
    } catch (SettingsException e) {
      throw new UsageException("settings:\n" + e.getMessage());
    }
  }
}
