package org.xipline.console.command;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.xipline.console.cli.Terminal;
import org.xipline.console.deadletter.DeadLetterFilter;
import org.xipline.console.deadletter.SelectedPair;
import org.xipline.console.deadletter.Selection;
import org.xipline.console.ledger.ArchiveKey;
import org.xipline.console.ledger.LedgerQueries;
import org.xipline.console.pipeline.Pipeline;
import org.xipline.console.replay.DeadLetterReplay;
import org.xipline.console.replay.ReplayJob;
import org.xipline.console.replay.ReplayOrder;
import org.xipline.console.replay.ReplaySnapshots;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code xipline dead-letters replay}: once more, now that the cause is mended. */
@Command(
    name = "replay",
    description = {
      "Tries dead letters again, and ends when every pair has its new outcome.",
      "Users and rules that are not given stay those of the archive.",
      "Nothing is delivered twice."
    })
final class DeadLettersReplayCommand implements Callable<Integer> {
  @Mixin private SelectionOptions selection = new SelectionOptions();
  @Mixin private RulesChangeOptions rules = new RulesChangeOptions();
  @Mixin private ReplayOptions options = new ReplayOptions();

  private final PipelineServices services;
  private final Terminal terminal;

  DeadLettersReplayCommand(PipelineServices services, Terminal terminal) {
    this.services = services;
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    DeadLetterFilter filter = selection.filter();
    return options
        .run(
            services,
            terminal,
            (reading, delivering, progress, author) -> {
              Pipeline pipeline = reading.pipeline();
              LedgerQueries ledger = reading.queries();
              var change =
                  new ReplaySnapshots(
                      ledger, pipeline.payloads(), rules::changed, delivering.servers());
              List<ArchiveKey> archives = selection.archives(reading);
              List<SelectedPair> expired = selection.pending(reading.expired(archives));
              Selection held = Selection.of(ledger, archives, filter);
              ReplayOrder order =
                  new DeadLetterReplay(ledger, change)
                      .of(selection.describe(), author, held, expired);
              return new ReplayJob(
                      pipeline, delivering.services(), progress, InstantSource.system())
                  .run(order);
            })
        .code();
  }
}
