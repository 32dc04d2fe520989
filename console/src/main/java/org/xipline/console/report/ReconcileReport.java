package org.xipline.console.report;

import java.io.PrintStream;
import org.jspecify.annotations.Nullable;
import org.xipline.console.reconcile.Finding;
import org.xipline.console.reconcile.Reconciled;
import org.xipline.console.reconcile.Reconciled.Difference;

/** How the mailboxes of an archive differ from the ledger. */
public final class ReconcileReport {
  private static final int MAX_LINES = 50;

  /** Component names are the JSON's; what is not known, or does not apply, is {@code null}. */
  private record FindingLine(
      String code,
      String mailbox,
      @Nullable String address,
      @Nullable String entry,
      @Nullable String itemId,
      @Nullable String messageId,
      String detail,
      boolean repaired) {

    static FindingLine of(Difference difference) {
      Finding finding = difference.finding();
      return new FindingLine(
          finding.code().code(),
          finding.mailbox(),
          orNull(finding.address()),
          orNull(finding.entry()),
          orNull(finding.itemId()),
          orNull(finding.messageId()),
          finding.detail(),
          difference.repaired());
    }

    private static @Nullable String orNull(String text) {
      return text.isEmpty() ? null : text;
    }
  }

  private final Reconciled reconciled;

  public ReconcileReport(Reconciled reconciled) {
    this.reconciled = reconciled;
  }

  /** One JSON document, finding by finding. */
  public void printJson(PrintStream out) {
    Json.print(
        out,
        json -> {
          json.writeStartObject();
          json.writeStringProperty("archiveId", reconciled.archive().archiveId().hex());
          json.writeStringProperty("connector", reconciled.archive().connector().value());
          json.writeNumberProperty("mailboxes", reconciled.mailboxes());
          json.writeNumberProperty("pairs", reconciled.pairs());
          json.writeNumberProperty("messages", reconciled.messages());
          json.writeArrayPropertyStart("findings");
          reconciled.differences().forEach(it -> json.writePOJO(FindingLine.of(it)));
          json.writeEndArray();
          json.writeNumberProperty("repaired", reconciled.repaired());
          json.writeBooleanProperty("consistent", reconciled.isConsistent());
          json.writeEndObject();
        });
  }

  /** For people: a line for each finding, up to as many as a person reads, and how it ended. */
  public void printText(PrintStream out) {
    reconciled.differences().stream().limit(MAX_LINES).forEach(it -> print(out, it));
    int more = reconciled.differences().size() - MAX_LINES;
    if (more > 0) {
      out.printf("  … and %,d more; for all of them: --json%n", more);
    }
    out.printf(
        "%,d mailboxes, %,d pairs, %,d messages read back: %s%n",
        reconciled.mailboxes(), reconciled.pairs(), reconciled.messages(), verdict());
    out.flush();
  }

  private static void print(PrintStream out, Difference difference) {
    Finding finding = difference.finding();
    out.printf(
        "  %-12s  %s  %s  %s%s%n",
        finding.code().code(),
        finding.mailbox(),
        finding.entry().isEmpty() ? "-" : finding.entry(),
        finding.detail(),
        difference.repaired() ? "  [repaired]" : "");
  }

  private String verdict() {
    int found = reconciled.differences().size();
    if (found == 0) {
      return "as recorded in the ledger";
    }
    return "%,d differences, %,d of them repaired".formatted(found, reconciled.repaired());
  }
}
