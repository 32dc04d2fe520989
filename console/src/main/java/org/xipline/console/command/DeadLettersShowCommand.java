package org.xipline.console.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.xipline.console.deadletter.DeadLetterTopic;
import org.xipline.console.ledger.ArchiveKey;
import org.xipline.console.progress.ProgressDisplay;
import org.xipline.console.report.DeadLetterReport;
import org.xipline.schemas.record.DeadLetter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code xipline dead-letters show}: all that is known of one item in the dead letters. */
@Command(
    name = "show",
    description = "Shows the pairs of an item that are held, and each time it was set aside.")
final class DeadLettersShowCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "ID",
      description = "The archive, by the beginning of its id.")
  private String archive = "";

  @Parameters(index = "1", paramLabel = "ENTRY", description = "The item's path in the archive.")
  private String entry = "";

  @Option(
      names = "--connector",
      paramLabel = "NAME",
      description = "Connector that imported it, where several have.")
  private @Nullable String connector;

  @Mixin private DataOption data = new DataOption();

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  private final Terminal terminal;

  DeadLettersShowCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (ProgressDisplay progress = terminal.progress();
        LedgerReading reading = LedgerReading.open(data.directory(), progress)) {
      progress.close();
      ArchiveKey key = one(reading.archives(Optional.ofNullable(connector), archive));
      DeadLetterReport.HeldPairs pairs =
          visitor ->
              reading.forEachHeldPair(
                  List.of(key),
                  pair -> {
                    if (pair.entry().equals(entry)) {
                      visitor.accept(pair);
                    }
                  });
      List<DeadLetter> letters = letters(reading, key);
      if (json) {
        DeadLetterReport.printItemJson(terminal.out(), pairs, letters);
      } else {
        DeadLetterReport.printItemText(terminal.out(), pairs, letters);
      }
      return ExitCode.DONE.code();
    }
  }

  private ArchiveKey one(List<ArchiveKey> archives) {
    if (archives.size() != 1) {
      throw new UsageException(
          archives.isEmpty()
              ? "no archive has an id that begins with " + archive
              : "%d archives have an id that begins with %s; give more of it, or --connector"
                  .formatted(archives.size(), archive));
    }
    return archives.getFirst();
  }

  private List<DeadLetter> letters(LedgerReading reading, ArchiveKey key) {
    var letters = new ArrayList<DeadLetter>();
    new DeadLetterTopic(reading.pipeline().clients())
        .forEach(letter -> {
          if (letter.getConnector().equals(key.connector().value())
              && letter.getArchiveId().equals(key.archiveId().hex())
              && letter.getEntryPath().equals(entry)) {
            letters.add(letter);
          }
        });
    letters.sort(Comparator.comparingLong(letter -> letter.getAt().getSeconds()));
    return letters;
  }
}
