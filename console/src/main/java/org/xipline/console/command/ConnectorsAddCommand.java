package org.xipline.console.command;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
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
      "Adds a connector, or changes one with --replace. It goes live at once: add it with --paused,",
      "try it with connectors check, and let it go with connectors resume.",
      "Users and mapping are read again at every run, trust anchors when the connector is changed."
    })
final class ConnectorsAddCommand implements Callable<Integer> {
  @Mixin private ConnectorArgument connector = new ConnectorArgument();

  @Option(
      names = "--drop",
      paramLabel = "D",
      required = true,
      description = {
        "Where archives are put: directory:PATH, azure:CONTAINER[/PREFIX], or",
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
      description = "Items and attachments over it are dead-lettered (default: ${DEFAULT-VALUE}).")
  private long limitBytes = RulesSource.DEFAULT_LIMIT_BYTES;

  @Option(
      names = "--accept-terms",
      description = "The terms of service are accepted, as connectors terms prints them.")
  private boolean termsAccepted;

  @Option(
      names = "--by",
      paramLabel = "NAME",
      defaultValue = "${sys:user.name}",
      description = "Who accepts them; recorded for good (default: ${DEFAULT-VALUE}).")
  private String by = "";

  @Option(names = "--paused", description = "Do not run it before somebody resumes it.")
  private boolean paused;

  @Option(names = "--replace", description = "Change the connector that has this name.")
  private boolean replace;

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
    try (ProgressDisplay progress = terminal.progress();
        Pipeline open = pipeline.join(progress)) {
      progress.close();
      var registry = new ConnectorRegistry(open.clients());
      List<ConnectorStanding> all = registry.all(now);
      List<Connector> sharers = sharers(wanted, all);
      Optional<ConnectorStanding> before =
          all.stream().filter(it -> it.connector().getName().equals(wanted.getName())).findFirst();
      registry.put(
          onTopOf(before, wanted).toBuilder()
              .setSnapshotId(rules.snapshot().storeIn(open.payloads()))
              .build());
      terminal.out().printf("connector %s is %s%n", wanted.getName(), verb(before, wanted));
      for (Connector sharer : sharers) {
        registry.put(
            sharer.toBuilder()
                .setMailboxes(wanted.getMailboxes())
                .setChangedAt(wanted.getChangedAt())
                .setChangedBy(by)
                .build());
        terminal.out().printf("connector %s has its log-in too%n", sharer.getName());
      }
      return ExitCode.DONE.code();
    }
  }

  private void requireTerms() {
    if (!termsAccepted) {
      throw new UsageException(
          "read the terms of service (xipline connectors terms), and accept them with"
              + " --accept-terms");
    }
    if (by.isBlank()) {
      throw new UsageException("--by: say who accepts the terms");
    }
  }

  /** A server has one log-in: what comes from several connectors is delivered together. */
  private List<Connector> sharers(Connector wanted, List<ConnectorStanding> all) {
    MailboxPlace place = wanted.getMailboxes();
    List<Connector> sharers =
        all.stream()
            .map(ConnectorStanding::connector)
            .filter(it -> !it.getName().equals(wanted.getName()))
            .filter(it -> !place.getLocation().isEmpty())
            .filter(it -> it.getMailboxes().getLocation().equals(place.getLocation()))
            .filter(it -> !it.getMailboxes().equals(place))
            .toList();
    if (!sharers.isEmpty() && !replace) {
      throw new UsageException(
          "--mailboxes: connector %s names %s with another log-in or trust: a server has one for all connectors; --replace changes it for all"
              .formatted(sharers.getFirst().getName(), place.getLocation()));
    }
    return sharers;
  }

  private Connector wanted(Instant now) {
    requireDrop();
    MailboxPlace place = mailboxes.plausible();
    var at = Moments.timestamp(now);
    return Connector.newBuilder()
        .setName(connector.name())
        .setDrop(drop)
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

  private void requireDrop() {
    try {
      Drops.requireLocation(drop);
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

  /** What a change leaves as it was: since when it is there, and what was asked of it. */
  private Connector onTopOf(Optional<ConnectorStanding> before, Connector wanted) {
    if (before.isPresent() && !replace) {
      throw new UsageException(
          "there is a connector "
              + wanted.getName()
              + " already: choose another name, or --replace");
    }
    if (before.isEmpty() && replace) {
      throw new UsageException("there is no connector " + wanted.getName() + " to be replaced");
    }
    return before
        .map(ConnectorStanding::connector)
        .map(it -> {
          var changed = wanted.toBuilder().setAddedAt(it.getAddedAt());
          return it.hasRunRequestedAt()
              ? changed.setRunRequestedAt(it.getRunRequestedAt()).build()
              : changed.build();
        })
        .orElse(wanted);
  }

  private static String verb(Optional<ConnectorStanding> before, Connector wanted) {
    return (before.isPresent() ? "changed" : "added") + (wanted.getPaused() ? ", and paused" : "");
  }
}
