package org.xipline.console.command;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.xipline.console.cli.ExitCode;
import org.xipline.console.cli.UsageException;
import org.xipline.console.cluster.ClusterSettings;
import org.xipline.console.logging.LogKeys;
import org.xipline.console.logging.RetryFilter;
import org.xipline.console.logging.ServiceLog;
import org.xipline.console.standalone.Standalone;
import org.xipline.importer.MailboxAccess;
import org.xipline.importer.mailbox.MailboxServer;
import org.xipline.runtime.settings.Settings;
import org.xipline.runtime.settings.SettingsException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code xipline standalone}: the whole pipeline in one process, until it is told to end. */
@Command(
    name = "standalone",
    description = {
      "Runs the whole pipeline in one process until it is stopped, and polls the drops of the",
      "connectors. Other commands connect to it if they are given its directory with --data."
    })
final class StandaloneCommand implements Callable<Integer> {
  @Mixin private SettingsOptions settings = new SettingsOptions();

  @Override
  public Integer call() throws IOException, InterruptedException {
    Settings read = read();
    MailboxAccess access = MailboxAccess.read(read, System.getenv());
    MailboxServer mailboxes = own(access);
    RetryFilter retries = ServiceLog.open(read.get(LogKeys.FORMAT));
    try (Standalone standalone = Standalone.start(read, mailboxes, access, retries)) {
      standalone.awaitFailure();
    } catch (InterruptedException _) {
      // Told to end.
    }
    return ExitCode.DONE.code();
  }

  private Settings read() {
    try {
      return ClusterSettings.ofStandalone(settings.sources());
    } catch (SettingsException e) {
      throw new UsageException("settings:\n" + e.getMessage());
    }
  }

  private static MailboxServer own(MailboxAccess access) {
    try {
      return access.openOwnForService();
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }
}
