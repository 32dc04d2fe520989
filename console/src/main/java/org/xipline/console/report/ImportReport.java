package org.xipline.console.report;

import static java.util.stream.Collectors.joining;

import java.io.PrintStream;
import java.time.Duration;
import org.xipline.console.job.ArchiveResult;
import org.xipline.console.job.JobResult;
import org.xipline.console.ledger.ArchiveAccount;
import org.xipline.console.ledger.Ledger;

/** What an import came to. Dead letters are read from the ledger while they are printed. */
public final class ImportReport {
  private final JobResult result;
  private final Ledger ledger;
  private final Duration took;

  /**
   * @param ledger open, and what the result was read from
   * @param took of the whole command
   */
  public ImportReport(JobResult result, Ledger ledger, Duration took) {
    this.result = result;
    this.ledger = ledger;
    this.took = took;
  }

  /** One JSON document. */
  public void printJson(PrintStream out) {
    Json.print(
        out,
        json -> {
          json.writeStartObject();
          json.writeName("archives");
          json.writePOJO(result.archives().stream().map(ArchiveLine::of).toList());
          json.writeName("totals");
          json.writePOJO(TotalsLine.of(result.totals()));
          json.writeName("deadLetters");
          json.writeStartArray();
          for (ArchiveAccount account : result.accounts()) {
            ledger.forEachHeldPair(account.key(), pair -> json.writePOJO(DeadLetterLine.of(pair)));
          }
          json.writeEndArray();
          json.writeName("balanced");
          json.writeBoolean(result.isBalanced());
          json.writeName("seconds");
          json.writeNumber(seconds());
          json.writeEndObject();
        });
  }

  /** For people. */
  public void printText(PrintStream out) {
    result.archives().forEach(archive -> out.println(sentence(archive)));
    boolean any = !result.accounts().isEmpty();
    if (any && result.totals().held() > 0) {
      out.println();
      HeldTable.print(out, result.accounts().stream().map(ArchiveAccount::key).toList(), ledger);
    }
    if (any) {
      out.println();
      out.println(TotalsLine.of(result.totals()).asSentence());
      out.printf("%s, %.1f s%n", verdict(), seconds());
    }
    out.flush();
  }

  private String verdict() {
    if (!result.isBalanced()) {
      return "NOT BALANCED: " + unbalanced();
    }
    return result.totals().held() == 0
        ? "balanced"
        : "balanced, %,d held in the dead letters".formatted(result.totals().held());
  }

  private String unbalanced() {
    return result.accounts().stream()
        .filter(account -> !account.isBalanced())
        .map(account -> account.key().toString())
        .collect(joining(", "));
  }

  private double seconds() {
    return Math.round(took.toMillis() / 100.0) / 10.0;
  }

  private static String sentence(ArchiveResult result) {
    ArchiveLine line = ArchiveLine.of(result);
    return switch (result) {
      case ArchiveResult.Refused(_, var answer) ->
          "%s: rejected, %s: %s".formatted(line.file(), answer.reason(), answer.detail());
      case ArchiveResult.Imported _, ArchiveResult.AlreadyImported _ ->
          "%s: %s; %,d entries = %,d items + %,d attachments + %,d unclaimed; signed by %s"
              .formatted(
                  line.file(),
                  line.state().replace('-', ' '),
                  line.entries(),
                  line.items(),
                  line.attachments(),
                  line.unclaimed(),
                  line.signer() == null ? "?" : line.signer().subject());
    };
  }
}
