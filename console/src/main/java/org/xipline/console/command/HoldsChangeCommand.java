package org.xipline.console.command;

import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xipline.console.cli.ExitCode;
import org.xipline.console.cli.Terminal;
import org.xipline.console.cli.UsageException;
import org.xipline.console.deadletter.Attribution;
import org.xipline.console.pipeline.Pipeline;
import org.xipline.console.progress.ProgressDisplay;
import org.xipline.console.purge.HeldArchives;
import org.xipline.console.purge.HoldChange;
import org.xipline.console.purge.HoldKind;
import org.xipline.console.resumption.Resumption;
import org.xipline.schemas.identity.ArchiveId;
import org.xipline.schemas.identity.ConnectorName;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code xipline holds place} and {@code release}. */
@Command(description = "Changes legal holds.")
final class HoldsChangeCommand implements Callable<Integer> {
  private static final Logger LOGGER = LoggerFactory.getLogger(HoldsChangeCommand.class);

  @Option(
      names = "--connector",
      paramLabel = "NAME",
      required = true,
      description = "The connector whose archives are protected.")
  private String connector = "";

  @Option(
      names = "--archive",
      paramLabel = "ID",
      defaultValue = "",
      description = "Only this archive (default: all, including future ones).")
  private String archive = "";

  @Mixin private AttributionOptions authorship = new AttributionOptions();
  @Mixin private PipelineOptions pipeline = new PipelineOptions();

  private final HoldKind kind;
  private final Terminal terminal;

  private HoldsChangeCommand(HoldKind kind, Terminal terminal) {
    this.kind = kind;
    this.terminal = terminal;
  }

  static CommandLine placing(Terminal terminal) {
    return named(
        "place", "Protects payloads from a purge, whatever their age.", HoldKind.PLACE, terminal);
  }

  static CommandLine releasing(Terminal terminal) {
    return named("release", "Releases a legal hold.", HoldKind.RELEASE, terminal);
  }

  private static CommandLine named(
      String name, String description, HoldKind kind, Terminal terminal) {
    var line = new CommandLine(new HoldsChangeCommand(kind, terminal));
    line.getCommandSpec().name(name).usageMessage().description(description);
    return line;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    HeldArchives held = held();
    Attribution author = authorship.authorship();
    try (ProgressDisplay progress = ProgressDisplay.on(terminal);
        Pipeline open = pipeline.openUsed(progress)) {
      var _ = Resumption.run(open, InstantSource.system(), progress::note);
      progress.close();
      new HoldChange(open.actions(), author).make(kind, held);
      LOGGER
          .atInfo()
          .addKeyValue("connector", connector)
          .addKeyValue("archiveId", archive)
          .log("legal hold {} by {}: {}", verb(), author.by(), author.why());
      terminal.out().printf("legal hold on %s is %s%n", held, verb());
      return ExitCode.DONE.code();
    }
  }

  private String verb() {
    return switch (kind) {
      case PLACE -> "placed";
      case RELEASE -> "released";
    };
  }

  private HeldArchives held() {
    try {
      return new HeldArchives(
          new ConnectorName(connector).value(),
          archive.isEmpty() ? "" : new ArchiveId(archive).hex());
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }
}
