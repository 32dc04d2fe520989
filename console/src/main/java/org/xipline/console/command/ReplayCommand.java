package org.xipline.console.command;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.xipline.console.cli.InstantOption;
import org.xipline.console.cli.Terminal;
import org.xipline.console.cli.UsageException;
import org.xipline.console.ledger.LedgerQueries;
import org.xipline.console.pipeline.Pipeline;
import org.xipline.console.replay.MessageFilter;
import org.xipline.console.replay.MessageReplay;
import org.xipline.console.replay.ReplayJob;
import org.xipline.console.replay.ReplayOrder;
import org.xipline.console.replay.ReplayResult;
import org.xipline.console.replay.ReplaySnapshots;
import org.xipline.schemas.identity.EmailAddress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code xipline replay}: deliver again what was delivered once. */
@Command(
    name = "replay",
    description = {
      "Delivers messages again, and ends when each has its new outcome. A message that is in its"
          + " mailbox",
      "is not delivered twice. A message that was deleted from it is restored."
    })
final class ReplayCommand implements Callable<Integer> {
  @Mixin private ArchiveSelection archives = new ArchiveSelection();

  @Option(names = "--mailbox", paramLabel = "A", description = "Only those for this mailbox.")
  private @Nullable String mailbox;

  @Option(
      names = "--since",
      paramLabel = "INSTANT",
      converter = InstantOption.class,
      description = "Only those converted since this time, for example 2026-11-20T09:15:00Z.")
  private @Nullable Instant since;

  @Option(
      names = "--until",
      paramLabel = "INSTANT",
      converter = InstantOption.class,
      description = "Only those converted before this time.")
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
              Pipeline pipeline = reading.pipeline();
              LedgerQueries ledger = reading.queries();
              var rules =
                  new ReplaySnapshots(
                      ledger, pipeline.payloads(), UnaryOperator.identity(), delivering.servers());
              MessageFilter filter = filter(reading, meant);
              ReplayOrder order =
                  new MessageReplay(ledger, pipeline.clients(), rules)
                      .of(describe(), author, filter, reading.expired(filter.archives()));
              return requireAny(
                  new ReplayJob(pipeline, delivering.services(), progress, InstantSource.system())
                      .run(order));
            })
        .code();
  }

  /** What is meant, in words. */
  private String describe() {
    var words = new StringJoiner(", ", "messages: ", "");
    archives.describe(words);
    Optional.ofNullable(mailbox).ifPresent(it -> words.add("mailbox " + it));
    Optional.ofNullable(since).ifPresent(it -> words.add("since " + it));
    Optional.ofNullable(until).ifPresent(it -> words.add("until " + it));
    return words.toString();
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
      throw new UsageException(
          "select messages with --archive, --connector, --mailbox, --since" + " or --until");
    }
  }

  private static EmailAddress address(String text) {
    return EmailAddress.parse(text)
        .orElseThrow(() -> new UsageException("--mailbox: not an address: " + text));
  }
}
