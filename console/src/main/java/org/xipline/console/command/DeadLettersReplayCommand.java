package org.xipline.console.command;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.xipline.console.deadletter.Authorship;
import org.xipline.console.deadletter.DeadLetterFilter;
import org.xipline.console.deadletter.Selection;
import org.xipline.console.ledger.Ledger;
import org.xipline.console.pipeline.EmbeddedPipeline;
import org.xipline.console.pipeline.ServiceSet;
import org.xipline.console.progress.ProgressDisplay;
import org.xipline.console.replay.ReplayJob;
import org.xipline.console.replay.ReplayResult;
import org.xipline.console.replay.ReplayRules;
import org.xipline.console.report.ReplayReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code xipline dead-letters replay}: once more, now that the cause is mended. */
@Command(
    name = "replay",
    description = {
      "Tries again what was set aside, and ends when every pair has its new outcome.",
      "Users and rules that are not given are those that the archive ran under.",
      "Nothing that was delivered comes a second time."
    })
final class DeadLettersReplayCommand implements Callable<Integer> {
  @Mixin private SelectionOptions selection = new SelectionOptions();
  @Mixin private AuthorshipOptions authorship = new AuthorshipOptions();
  @Mixin private RulesChangeOptions rules = new RulesChangeOptions();
  @Mixin private MailboxOptions mailboxes = new MailboxOptions();
  @Mixin private DataOption data = new DataOption();

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  private final PipelineServices services;
  private final Terminal terminal;

  DeadLettersReplayCommand(PipelineServices services, Terminal terminal) {
    this.services = services;
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Instant began = Instant.now();
    DeadLetterFilter filter = selection.filter();
    Authorship author = authorship.authorship();
    ServiceSet set = mailboxes.served(services);
    try (ProgressDisplay progress = terminal.progress();
        LedgerReading reading = LedgerReading.open(data.directory(), progress)) {
      EmbeddedPipeline pipeline = reading.pipeline();
      Ledger ledger = pipeline.ledger();
      Selection selected = Selection.of(ledger.queries(), selection.archives(reading), filter);
      var current = new ReplayRules(ledger, pipeline.payloads(), rules::changed);
      ReplayResult result = new ReplayJob(pipeline, current, set, progress).run(selected, author);
      progress.close();
      print(
          new ReplayReport(
              result, ledger.queries(), author, Duration.between(began, Instant.now())));
      return ExitCode.of(result.accounts()).code();
    }
  }

  private void print(ReplayReport report) {
    if (json) {
      report.printJson(terminal.out());
    } else {
      report.printText(terminal.out());
    }
  }
}
