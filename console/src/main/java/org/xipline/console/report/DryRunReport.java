package org.xipline.console.report;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xipline.archive.Inspection.Trusted;
import org.xipline.console.mapping.AddressUse;
import org.xipline.console.mapping.AddressUse.Destination;
import org.xipline.console.mapping.DryRun;
import org.xipline.console.mapping.UnreadableItem;

/** Who would get what of an archive. */
public final class DryRunReport {

  /** Component names are the JSON's. */
  private record Line(
      String file,
      String archiveId,
      long items,
      Pairs pairs,
      List<AddressLine> addresses,
      long unreadableItems,
      List<ItemLine> unreadable) {}

  private record Pairs(long mapped, long unmapped, long external) {

    static Pairs of(DryRun run) {
      return new Pairs(
          run.pairs(Destination.MAPPED),
          run.pairs(Destination.UNMAPPED),
          run.pairs(Destination.EXTERNAL));
    }
  }

  private record AddressLine(
      String address, String destination, @Nullable String mailbox, long items) {

    static AddressLine of(AddressUse use) {
      return new AddressLine(
          use.address().value(),
          use.destination().label(),
          use.mailbox().map(Object::toString).orElse(null),
          use.items());
    }
  }

  private record ItemLine(String entry, String reason, String detail) {

    static ItemLine of(UnreadableItem item) {
      return new ItemLine(item.entry().value(), item.reason().code(), item.detail());
    }
  }

  private DryRunReport() {}

  /** One JSON document. */
  public static void printJson(PrintStream out, Path file, Trusted archive, DryRun run) {
    var line =
        new Line(
            file.toString(),
            archive.archiveId().hex(),
            run.items(),
            Pairs.of(run),
            run.addresses().stream().map(AddressLine::of).toList(),
            run.unreadableItems(),
            run.unreadable().stream().map(ItemLine::of).toList());
    Json.print(out, json -> json.writePOJO(line));
  }

  /** For people. */
  public static void printText(PrintStream out, Path file, DryRun run) {
    out.printf("%s: %,d items; nothing is delivered%n", file, run.items());
    for (AddressUse use : run.addresses()) {
      AddressLine line = AddressLine.of(use);
      out.printf(
          "  %,7d  %s  %s%n",
          line.items(),
          line.address(),
          line.mailbox() == null ? line.destination() : "-> " + line.mailbox());
    }
    for (ItemLine item : run.unreadable().stream().map(ItemLine::of).toList()) {
      out.printf("  %s  %s: %s%n", item.entry(), item.reason(), item.detail());
    }
    Pairs pairs = Pairs.of(run);
    out.printf(
        "%,d pairs mapped, %,d unmapped, %,d external; %,d items cannot be read%n",
        pairs.mapped(), pairs.unmapped(), pairs.external(), run.unreadableItems());
    out.flush();
  }
}
