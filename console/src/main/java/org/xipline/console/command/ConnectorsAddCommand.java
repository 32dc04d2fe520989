package org.xipline.console.command;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.xipline.console.cli.ByteSize;
import org.xipline.console.cli.ExitCode;
import org.xipline.console.cli.Terminal;
import org.xipline.console.cli.UsageException;
import org.xipline.console.cli.archive.TrustOptions;
import org.xipline.console.connector.ConnectorEdit;
import org.xipline.console.connector.ConnectorEdit.Decision;
import org.xipline.console.connector.ConnectorRegistry;
import org.xipline.console.connector.ConnectorStanding;
import org.xipline.console.connector.TermsOfService;
import org.xipline.console.pipeline.Pipeline;
import org.xipline.console.progress.ProgressDisplay;
import org.xipline.ingest.connector.ConnectorRules;
import org.xipline.ingest.connector.Moments;
import org.xipline.ingest.drop.Drops;
import org.xipline.ingest.rules.RulesReading;
import org.xipline.ingest.rules.RulesSource;
import org.xipline.ingest.rules.TrustRulesCodec;
import org.xipline.schemas.record.Connector;
import org.xipline.schemas.record.MailboxPlace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** {@code xipline connectors add}: a new connector, or other rules for one. */
@Command(
    name = "add",
    description = {
      "Adds a connector or, with --replace, changes one. It goes live at once. To test it first,"
          + " add it with",
      "--paused, run connectors check, and then connectors resume.",
      "Users and mapping are read again for each run; trust anchors only when the connector is"
          + " changed."
    })
final class ConnectorsAddCommand implements Callable<Integer> {
  @Mixin private ConnectorArgument connector = new ConnectorArgument();

  @Option(
      names = "--drop",
      paramLabel = "D",
      required = true,
      description = {
        "Where the source places archives: directory:PATH, azure:CONTAINER[/PREFIX], or",
        "azure:https://ACCOUNT.blob.core.windows.net/CONTAINER[/PREFIX]."
      })
  private String drop = "";

  @Mixin private ScheduleOptions schedule = new ScheduleOptions();
  private final TrustOptions trust = new TrustOptions();
  @Mixin private final CommandSpec trustSpec = trust.spec();
  @Mixin private UserOptions users = new UserOptions();
  @Mixin private MailboxOptions mailboxes = new MailboxOptions();

  @Option(
      names = "--limit",
      paramLabel = "SIZE",
      defaultValue = "10MiB",
      converter = ByteSize.class,
      description = "Larger items and attachments are dead-lettered (default: ${DEFAULT-VALUE}).")
  private long limitBytes = RulesSource.DEFAULT_LIMIT_BYTES;

  @Option(
      names = "--accept-terms",
      description = "Accept the terms of service, as printed by connectors terms.")
  private boolean termsAccepted;

  @Option(
      names = "--by",
      paramLabel = "NAME",
      defaultValue = "${sys:user.name}",
      description =
          "The person who accepts them. The name is kept with the connector (default:"
              + " ${DEFAULT-VALUE}).")
  private String by = "";

  @Option(names = "--paused", description = "Do not run the connector until it is resumed.")
  private boolean paused;

  @Option(names = "--replace", description = "Change the existing connector with this name.")
  private boolean replace;

  @Option(
      names = "--expected-version",
      paramLabel = "N",
      description = {
        "With --replace: change the connector only if it still has this version, as connectors"
            + " show prints",
        "it (default: the version at the start of the command)."
      })
  private @Nullable Long expectedVersion;

  @Mixin private PipelineOptions pipeline = new PipelineOptions();

  private final Terminal terminal;

  ConnectorsAddCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    requireTerms();
    Instant now = Instant.now();
    Connector wanted = wanted(now);
    RulesReading.Accepted rules = rules(wanted);
    try (ProgressDisplay progress = ProgressDisplay.on(terminal);
        Pipeline open = pipeline.join(progress)) {
      progress.close();
      var registry = new ConnectorRegistry(open.clients());
      OptionalLong seen = seenVersion(registry.find(wanted.getName(), now));
      String snapshotId = rules.snapshot().storeIn(open.payloads());
      var edit =
          new ConnectorEdit(
              wanted.toBuilder().setSnapshotId(snapshotId).build(),
              replace,
              seen,
              new Drops(System.getenv())::placeOf);
      List<ConnectorStanding> before = registry.edit(now, all -> edited(edit, all).changes());
      print(edited(edit, before));
      return ExitCode.DONE.code();
    }
  }

  private OptionalLong seenVersion(Optional<ConnectorStanding> before) {
    if (expectedVersion != null) {
      return OptionalLong.of(expectedVersion);
    }
    return before.map(it -> OptionalLong.of(it.version())).orElseGet(OptionalLong::empty);
  }

  private static Decision.Edited edited(ConnectorEdit edit, List<ConnectorStanding> all) {
    return switch (edit.on(all)) {
      case Decision.Refused(var reason) -> throw new UsageException(reason);
      case Decision.Edited edited -> edited;
    };
  }

  private void print(Decision.Edited edited) {
    String verb =
        (edited.isNew() ? "added" : "changed")
            + (edited.connector().getPaused() ? ", and paused" : "");
    terminal.out().printf("connector %s is %s%n", edited.connector().getName(), verb);
    for (Connector sharer : edited.sharers()) {
      terminal.out().printf("connector %s uses the new log-in, too%n", sharer.getName());
    }
  }

  private void requireTerms() {
    if (!termsAccepted) {
      throw new UsageException(
          "read the terms of service (xipline connectors terms), and accept them with"
              + " --accept-terms");
    }
    if (by.isBlank()) {
      throw new UsageException("--by: name the person who accepts the terms");
    }
  }

  private Connector wanted(Instant now) {
    MailboxPlace place = mailboxes.plausible();
    var at = Moments.timestamp(now);
    return Connector.newBuilder()
        .setName(connector.name())
        .setDrop(wholeDrop())
        .setSchedule(schedule.schedule())
        .setExpectedBy(schedule.expectedBy())
        .setTrust(TrustRulesCodec.encode(trust.policy()))
        .setUsers(users.source())
        .setMailboxes(place)
        .setLimitBytes(limitBytes)
        .setTerms(TermsOfService.accepted(by, now))
        .setPaused(paused)
        .setAddedAt(at)
        .setChangedAt(at)
        .setChangedBy(by)
        .build();
  }

  private String wholeDrop() {
    try {
      return Drops.wholeLocation(drop);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--drop: " + e.getMessage());
    }
  }

  private static RulesReading.Accepted rules(Connector wanted) {
    return switch (ConnectorRules.read(wanted)) {
      case RulesReading.Accepted accepted -> accepted;
      case RulesReading.Refused refused -> throw new UsageException(refused.describe());
    };
  }
}
