package org.xipline.console.command;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.xipline.console.replay.MessageFilter;
import org.xipline.console.replay.MessageReplayJob;
import org.xipline.console.replay.ReplayResult;
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

  @Mixin private ReplayOptions options = new ReplayOptions();

  private final PipelineServices services;
  private final Terminal terminal;

  ReplayCommand(PipelineServices services, Terminal terminal) {
    this.services = services;
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    requireFilter();
    Optional<EmailAddress> meant = Optional.ofNullable(mailbox).map(ReplayCommand::address);
    return options
        .run(
            services,
            terminal,
            (reading, delivering, progress, author) -> {
              var job =
                  new MessageReplayJob(
                      reading.pipeline(), delivering.services(), delivering.servers(), progress);
              return requireAny(job.run(filter(reading, meant), author));
            })
        .code();
  }

  private MessageFilter filter(LedgerReading reading, Optional<EmailAddress> meant) {
    return new MessageFilter(
        Set.copyOf(archives.in(reading)),
        meant,
        Optional.ofNullable(since),
        Optional.ofNullable(until));
  }

  private ReplayResult requireAny(ReplayResult result) {
    if (result.selected() == 0 && mailbox != null) {
      throw new UsageException("--mailbox: there is no such message for " + mailbox);
    }
    return result;
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
}
