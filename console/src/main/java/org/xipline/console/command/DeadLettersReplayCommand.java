package org.xipline.console.command;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.xipline.console.deadletter.DeadLetterFilter;
import org.xipline.console.deadletter.Selection;
import org.xipline.console.pipeline.Pipeline;
import org.xipline.console.replay.ReplayJob;
import org.xipline.console.replay.ReplayRules;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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
              var current =
                  new ReplayRules(
                      pipeline.ledger(), pipeline.payloads(), rules::changed, delivering.servers());
              Selection selected =
                  Selection.of(reading.queries(), selection.archives(reading), filter);
              return new ReplayJob(pipeline, current, delivering.services(), progress)
                  .run(selected, author);
            })
        .code();
  }
}
