package org.xipline.console.report;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import org.xipline.console.deadletter.Attribution;
import org.xipline.console.ledger.Acceptance;
import org.xipline.console.ledger.ArchiveAccount;
import org.xipline.console.ledger.LedgerQueries;
import org.xipline.console.replay.ReplayResult;

/** What a replay came to, and how the archives stand that it touched. */
public final class ReplayReport {

  /** Component names are the JSON's. */
  private record ReplayLine(
      String id, String by, String why, long selected, long notReplayable, TotalsLine outcomes) {}

  private record AccountLine(String connector, String archiveId, String file) {

    static AccountLine of(ArchiveAccount account) {
      return new AccountLine(
          account.key().connector().value(),
          account.key().archiveId().hex(),
          account.acceptance().map(Acceptance::fileName).orElse(""));
    }
  }

  private final ReplayResult result;
  private final LedgerQueries ledger;
  private final Attribution authorship;
  private final Duration took;

  /**
   * @param ledger open, and what the result was read from
   * @param took of the whole command
   */
  public ReplayReport(
      ReplayResult result, LedgerQueries ledger, Attribution authorship, Duration took) {
    this.result = result;
    this.ledger = ledger;
    this.authorship = authorship;
    this.took = took;
  }

  /** One JSON document. */
  public void printJson(PrintStream out) {
    Json.print(
        out,
        json -> {
          json.writeStartObject();
          json.writeName("replay");
          json.writePOJO(line());
          json.writeName("archives");
          json.writePOJO(accountLines());
          new AccountsSection(result.accounts(), ledger).writeJson(json);
          json.writeName("seconds");
          json.writeNumber(AccountsSection.seconds(took));
          json.writeEndObject();
        });
  }

  /** For people. */
  public void printText(PrintStream out) {
    out.printf("%,d pairs replayed by %s: %s%n", replayed(), authorship.by(), authorship.why());
    if (replayed() > 0) {
      out.println("  " + TotalsLine.of(result.outcomes()).asSentence());
    }
    if (result.notReplayable() > 0) {
      out.printf(
          "  %,d pairs cannot be replayed, because their payloads and records are gone; they are"
              + " unchanged: import their archives again with --restage%n",
          result.notReplayable());
    }
    for (AccountLine account : accountLines()) {
      out.printf("%s  %.12s  %s%n", account.connector(), account.archiveId(), account.file());
    }
    new AccountsSection(result.accounts(), ledger).printText(out, took);
    out.flush();
  }

  private long replayed() {
    return result.selected() - result.notReplayable();
  }

  private List<AccountLine> accountLines() {
    return result.accounts().stream().map(AccountLine::of).toList();
  }

  private ReplayLine line() {
    return new ReplayLine(
        result.replayId(),
        authorship.by(),
        authorship.why(),
        result.selected(),
        result.notReplayable(),
        TotalsLine.of(result.outcomes()));
  }
}
