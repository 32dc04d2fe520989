package org.xipline.console.command;

import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xipline.console.deadletter.Authorship;
import org.xipline.console.pipeline.Pipeline;
import org.xipline.console.progress.ProgressDisplay;
import org.xipline.console.purge.LegalHolds;
import org.xipline.ingest.connector.Moments;
import org.xipline.schemas.identity.ArchiveId;
import org.xipline.schemas.identity.ConnectorName;
import org.xipline.schemas.record.LegalHold;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code xipline holds place} and {@code release}. */
@Command(description = "Changes what must not be purged.")
final class HoldsChangeCommand implements Callable<Integer> {
  private static final Logger LOGGER = LoggerFactory.getLogger(HoldsChangeCommand.class);

  @Option(
      names = "--connector",
      paramLabel = "NAME",
      required = true,
      description = "Whose archives are meant.")
  private String connector = "";

  @Option(
      names = "--archive",
      paramLabel = "ID",
      defaultValue = "",
      description = "The one archive that is meant (default: all, those to come too).")
  private String archive = "";

  @Mixin private AuthorshipOptions authorship = new AuthorshipOptions();
  @Mixin private PipelineOptions pipeline = new PipelineOptions();

  private final boolean places;
  private final Terminal terminal;

  private HoldsChangeCommand(boolean places, Terminal terminal) {
    this.places = places;
    this.terminal = terminal;
  }

  static CommandLine placing(Terminal terminal) {
    return named("place", "Keeps payloads, whatever their age.", true, terminal);
  }

  static CommandLine releasing(Terminal terminal) {
    return named("release", "Takes a legal hold off.", false, terminal);
  }

  private static CommandLine named(
      String name, String description, boolean places, Terminal terminal) {
    var line = new CommandLine(new HoldsChangeCommand(places, terminal));
    line.getCommandSpec().name(name).usageMessage().description(description);
    return line;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    LegalHold hold = hold(authorship.authorship());
    try (ProgressDisplay progress = terminal.progress();
        Pipeline open = pipeline.openUsed(progress)) {
      progress.close();
      var holds = new LegalHolds(open.clients());
      if (places) {
        holds.place(hold);
      } else {
        holds.release(hold);
      }
      LOGGER
          .atInfo()
          .addKeyValue("connector", connector)
          .addKeyValue("archiveId", archive)
          .log("legal hold {} by {}: {}", verb(), hold.getPlacedBy(), hold.getWhy());
      terminal.out().printf("legal hold on %s is %s%n", connector, verb());
      return ExitCode.DONE.code();
    }
  }

  private String verb() {
    return places ? "placed" : "released";
  }

  private LegalHold hold(Authorship author) {
    try {
      return LegalHold.newBuilder()
          .setConnector(new ConnectorName(connector).value())
          .setArchiveId(archive.isEmpty() ? "" : new ArchiveId(archive).hex())
          .setPlacedBy(author.by())
          .setWhy(author.why())
          .setPlacedAt(Moments.timestamp(Instant.now()))
          .build();
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }
}
