package org.xipline.console.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xipline.console.cli.UsageException;
import org.xipline.console.cluster.ClusterSettings;
import org.xipline.console.lag.ExpectedGroups;
import org.xipline.console.logging.LogFile;
import org.xipline.console.pipeline.ClusterPipeline;
import org.xipline.console.pipeline.DataDirectory;
import org.xipline.console.pipeline.EmbeddedPipeline;
import org.xipline.console.pipeline.Pipeline;
import org.xipline.console.pipeline.RunningPipeline;
import org.xipline.console.progress.ProgressDisplay;
import org.xipline.importer.MailboxAccess;
import org.xipline.runtime.settings.SettingsException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which pipeline is meant: one on this machine, by its data, or a cluster, by its settings. */
final class PipelineOptions {
  private static final Path DEFAULT = Path.of("xipline-data");

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "The directory for the broker, payloads, ledger and log of a single machine (default:"
              + " ./xipline-data).")
  private @Nullable Path data;

  @Mixin private SettingsOptions settings = new SettingsOptions();

  /** Whether it is one whose services run by themselves. */
  boolean isCluster() {
    if (data != null && settings.areGiven()) {
      throw new UsageException(
          "--data is for a single machine, --config for a cluster: give only one of them");
    }
    return settings.areGiven();
  }

  /** Whether its services run already, in processes of their own. */
  boolean isServed() throws IOException {
    return isCluster() || RunningPipeline.runs(directory());
  }

  /** The groups that it has, whether or not they have been seen. */
  ExpectedGroups expectedGroups() {
    return isCluster() ? ExpectedGroups.WHERE_SERVICES_RUN : ExpectedGroups.WHERE_COMMANDS_RUN;
  }

  /** Opens it; one on this machine is made where there is none. */
  Pipeline open(ProgressDisplay progress) throws IOException, InterruptedException {
    return isCluster() ? cluster(progress) : embedded(directory());
  }

  /** Opens it, or joins the one that runs on this directory already. */
  Pipeline join(ProgressDisplay progress) throws IOException, InterruptedException {
    if (isCluster()) {
      return cluster(progress);
    }
    Optional<ClusterPipeline> running = RunningPipeline.join(directory());
    return running.isPresent() ? running.get() : embedded(directory());
  }

  /** Opens one that has been imported into. */
  Pipeline openUsed(ProgressDisplay progress) throws IOException, InterruptedException {
    if (isCluster()) {
      return cluster(progress);
    }
    DataDirectory directory = directory();
    if (!directory.isInUse()) {
      throw new UsageException(
          "--data: nothing was imported into "
              + directory
              + "; give the directory of an import, or --config for a cluster");
    }
    return join(progress);
  }

  /** The way into the mailboxes of a cluster, if its settings that are given here say it. */
  Optional<MailboxAccess> mailboxes() {
    if (!isCluster()) {
      return Optional.empty();
    }
    try {
      return ClusterSettings.ofDeliveries(settings.sources())
          .map(it -> MailboxAccess.read(it, System.getenv()));
    } catch (SettingsException e) {
      throw unusable(e);
    }
  }

  private DataDirectory directory() {
    return new DataDirectory(data == null ? DEFAULT : data);
  }

  private static Pipeline embedded(DataDirectory directory) throws IOException {
    LogFile.open(directory.logFile());
    return EmbeddedPipeline.open(directory);
  }

  private Pipeline cluster(ProgressDisplay progress) throws IOException, InterruptedException {
    try {
      return ClusterPipeline.open(ClusterSettings.ofCommand(settings.sources()), progress::step);
    } catch (SettingsException e) {
      throw unusable(e);
    }
  }

  private static UsageException unusable(SettingsException e) {
    return new UsageException("settings:\n" + e.getMessage());
  }
}
