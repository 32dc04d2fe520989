package org.xipline.console.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.xipline.console.cli.ExitCode;
import org.xipline.console.cli.Terminal;
import org.xipline.console.cli.UsageException;
import org.xipline.console.deadletter.HeldItem;
import org.xipline.console.ledger.HeldPair;
import org.xipline.console.ledger.SetAsideRecord;
import org.xipline.console.progress.ProgressDisplay;
import org.xipline.console.report.ItemReport;
import org.xipline.console.topic.TopicReading;
import org.xipline.schemas.record.DeadLetter;
import org.xipline.schemas.topic.Topic;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code xipline dead-letters show}: all that is known of one item, or record, in the dead letters.
 */
@Command(
    name = "show",
    description = {
      "Shows the pairs of an item that are held or pending, and each of its dead letters. With"
          + " only",
      "the id of a dead letter: shows the record that no service can read."
    })
final class DeadLettersShowCommand implements Callable<Integer> {
  @Mixin private OneArchive archive = new OneArchive();

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "ENTRY",
      description = "The path of the item in the archive.")
  private @Nullable String entry;

  @Mixin private PipelineOptions pipeline = new PipelineOptions();

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  private final Terminal terminal;

  DeadLettersShowCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (ProgressDisplay progress = ProgressDisplay.on(terminal);
        LedgerReading reading = LedgerReading.open(pipeline, progress)) {
      progress.close();
      ItemReport report = entry == null ? record(reading) : item(reading, entry);
      if (json) {
        report.printJson(terminal.out());
      } else {
        report.printText(terminal.out());
      }
      return ExitCode.DONE.code();
    }
  }

  private ItemReport record(LedgerReading reading) {
    String id = archive.id();
    var records = new ArrayList<SetAsideRecord>();
    reading
        .queries()
        .forEachSetAsideRecord(record -> {
          if (record.deadLetterId().equals(id)) {
            records.add(record);
          }
        });
    if (records.isEmpty()) {
      throw new UsageException(
          "no record was set aside as %s; for an item, give the archive id and the path"
              .formatted(id));
    }
    return new ItemReport(
        List.of(), List.of(), records, letters(reading, it -> it.getDeadLetterId().equals(id)));
  }

  private ItemReport item(LedgerReading reading, String path) {
    var item = new HeldItem(archive.in(reading), path);
    var held = new ArrayList<HeldPair>();
    var pending = new ArrayList<HeldPair>();
    reading.queries().forEachHeldPair(item.archive(), pair -> addIfOf(item, pair, held));
    reading.queries().forEachPendingPair(item.archive(), pair -> addIfOf(item, pair, pending));
    List<DeadLetter> letters =
        letters(reading, it -> HeldItem.of(it).filter(item::equals).isPresent());
    if (held.isEmpty() && letters.isEmpty() && pending.isEmpty()) {
      throw new UsageException(
          "there is no dead letter of %s in archive %s; dead-letters list shows all dead letters"
              .formatted(path, item.archive().archiveId()));
    }
    return new ItemReport(held, pending, List.of(), letters);
  }

  private static void addIfOf(HeldItem item, HeldPair pair, List<HeldPair> pairs) {
    if (HeldItem.of(pair).equals(item)) {
      pairs.add(pair);
    }
  }

  private static List<DeadLetter> letters(LedgerReading reading, Predicate<DeadLetter> wanted) {
    var letters = new ArrayList<DeadLetter>();
    new TopicReading<>(reading.pipeline().clients(), Topic.DEAD_LETTERS)
        .forEach(letter -> {
          if (wanted.test(letter.value())) {
            letters.add(letter.value());
          }
        });
    letters.sort(Comparator.comparingLong(letter -> letter.getAt().getSeconds()));
    return letters;
  }
}
