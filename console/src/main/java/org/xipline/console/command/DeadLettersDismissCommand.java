package org.xipline.console.command;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.xipline.console.cli.ExitCode;
import org.xipline.console.cli.Terminal;
import org.xipline.console.deadletter.Attribution;
import org.xipline.console.deadletter.DeadLetterFilter;
import org.xipline.console.deadletter.Dismissal;
import org.xipline.console.deadletter.Selection;
import org.xipline.console.progress.ProgressDisplay;
import org.xipline.console.report.DismissalReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code xipline dead-letters dismiss}: nobody needs to act on these any more. */
@Command(
    name = "dismiss",
    description = {
      "Leaves dead letters undelivered permanently. They stay in the account with their outcome,",
      "and are listed only with --dismissed."
    })
final class DeadLettersDismissCommand implements Callable<Integer> {
  @Mixin private SelectionOptions selection = new SelectionOptions();
  @Mixin private AttributionOptions authorship = new AttributionOptions();
  @Mixin private PipelineOptions pipeline = new PipelineOptions();

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  private final Terminal terminal;

  DeadLettersDismissCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    DeadLetterFilter filter = selection.filter();
    Attribution author = authorship.authorship();
    try (ProgressDisplay progress = ProgressDisplay.on(terminal);
        LedgerReading reading = LedgerReading.openToChange(pipeline, progress)) {
      Selection selected = Selection.of(reading.queries(), selection.archives(reading), filter);
      long pairs =
          new Dismissal(reading.pipeline().actions(), reading.queries(), author)
              .of(selection.describe(), selected, selection.records(reading))
              .applied();
      progress.close();
      if (json) {
        DismissalReport.printJson(terminal.out(), pairs, author);
      } else {
        DismissalReport.printText(terminal.out(), pairs, author);
      }
      return ExitCode.DONE.code();
    }
  }
}
