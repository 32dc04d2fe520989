package org.xipline.console.command;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.xipline.console.deadletter.Authorship;
import org.xipline.console.pipeline.ServiceSet;
import org.xipline.console.progress.ProgressDisplay;
import org.xipline.console.replay.MessageFilter;
import org.xipline.console.replay.MessageReplayJob;
import org.xipline.console.replay.ReplayResult;
import org.xipline.console.report.ReplayReport;
import org.xipline.schemas.identity.EmailAddress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code xipline replay}: deliver again what was delivered once. */
@Command(
    name = "replay",
    description = {
      "Delivers messages again, and ends when every one has its new outcome. What is in its mailbox",
      "is found there and does not come a second time; what was deleted from it comes back."
    })
final class ReplayCommand implements Callable<Integer> {
  @Mixin private ArchiveSelection archives = new ArchiveSelection();

  @Option(names = "--mailbox", paramLabel = "A", description = "Those for one mailbox.")
  private @Nullable String mailbox;

  @Option(
      names = "--since",
      paramLabel = "INSTANT",
      converter = InstantOption.class,
      description = "Those that were made since then, like 2026-11-20T09:15:00Z.")
  private @Nullable Instant since;

  @Option(
      names = "--until",
      paramLabel = "INSTANT",
      converter = InstantOption.class,
      description = "Those that were made before then.")
  private @Nullable Instant until;

  @Mixin private AuthorshipOptions authorship = new AuthorshipOptions();
  @Mixin private MailboxOptions mailboxes = new MailboxOptions();
  @Mixin private DataOption data = new DataOption();

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  private final PipelineServices services;
  private final Terminal terminal;

  ReplayCommand(PipelineServices services, Terminal terminal) {
    this.services = services;
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Instant began = Instant.now();
    requireFilter();
    Optional<EmailAddress> meant = Optional.ofNullable(mailbox).map(ReplayCommand::address);
    Authorship author = authorship.authorship();
    ServiceSet set = mailboxes.served(services);
    try (ProgressDisplay progress = terminal.progress();
        LedgerReading reading = LedgerReading.open(data.directory(), progress)) {
      var filter =
          new MessageFilter(
              Set.copyOf(archives.in(reading)),
              meant,
              Optional.ofNullable(since),
              Optional.ofNullable(until));
      ReplayResult result =
          new MessageReplayJob(reading.pipeline(), set, progress).run(filter, author);
      progress.close();
      if (result.selected() == 0 && mailbox != null) {
        throw new UsageException("--mailbox: there is no such message for " + mailbox);
      }
      print(
          new ReplayReport(
              result, reading.queries(), author, Duration.between(began, Instant.now())));
      return ExitCode.of(result.accounts()).code();
    }
  }

  private void requireFilter() {
    if (!archives.isGiven() && mailbox == null && since == null && until == null) {
      throw new UsageException("say which: --archive, --connector, --mailbox, --since or --until");
    }
  }

  private static EmailAddress address(String text) {
    return EmailAddress.parse(text)
        .orElseThrow(() -> new UsageException("--mailbox: not an address: " + text));
  }

  private void print(ReplayReport report) {
    if (json) {
      report.printJson(terminal.out());
    } else {
      report.printText(terminal.out());
    }
  }
}
