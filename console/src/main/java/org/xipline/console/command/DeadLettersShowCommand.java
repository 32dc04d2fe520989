package org.xipline.console.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.xipline.console.deadletter.HeldItem;
import org.xipline.console.ledger.HeldPair;
import org.xipline.console.progress.ProgressDisplay;
import org.xipline.console.report.DeadLetterReport;
import org.xipline.console.topic.TopicReading;
import org.xipline.schemas.record.DeadLetter;
import org.xipline.schemas.topic.Topic;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code xipline dead-letters show}: all that is known of one item in the dead letters. */
@Command(
    name = "show",
    description = "Shows the pairs of an item that are held, and each time it was set aside.")
final class DeadLettersShowCommand implements Callable<Integer> {
  @Mixin private OneArchive archive = new OneArchive();

  @Parameters(index = "1", paramLabel = "ENTRY", description = "The item's path in the archive.")
  private String entry = "";

  @Mixin private PipelineOptions pipeline = new PipelineOptions();

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  private final Terminal terminal;

  DeadLettersShowCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (ProgressDisplay progress = terminal.progress();
        LedgerReading reading = LedgerReading.open(pipeline, progress)) {
      progress.close();
      var item = new HeldItem(archive.in(reading), entry);
      List<HeldPair> pairs = pairs(reading, item);
      List<DeadLetter> letters = letters(reading, item);
      if (pairs.isEmpty() && letters.isEmpty()) {
        throw new UsageException(
            "nothing of %s was ever set aside in archive %s; dead-letters list names what was"
                .formatted(entry, item.archive().archiveId()));
      }
      if (json) {
        DeadLetterReport.printItemJson(terminal.out(), pairs::forEach, letters);
      } else {
        DeadLetterReport.printItemText(terminal.out(), pairs::forEach, letters);
      }
      return ExitCode.DONE.code();
    }
  }

  private static List<HeldPair> pairs(LedgerReading reading, HeldItem item) {
    var pairs = new ArrayList<HeldPair>();
    reading
        .queries()
        .forEachHeldPair(
            item.archive(),
            pair -> {
              if (HeldItem.of(pair).equals(item)) {
                pairs.add(pair);
              }
            });
    return pairs;
  }

  private static List<DeadLetter> letters(LedgerReading reading, HeldItem item) {
    var letters = new ArrayList<DeadLetter>();
    new TopicReading<>(reading.pipeline().clients(), Topic.DEAD_LETTERS)
        .forEach(letter -> {
          if (HeldItem.of(letter.value()).filter(item::equals).isPresent()) {
            letters.add(letter.value());
          }
        });
    letters.sort(Comparator.comparingLong(letter -> letter.getAt().getSeconds()));
    return letters;
  }
}
