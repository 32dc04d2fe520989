package org.xipline.console.report;

import static java.util.stream.Collectors.joining;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Collection;
import org.xipline.console.ledger.ArchiveAccount;
import org.xipline.console.ledger.LedgerQueries;
import org.xipline.console.ledger.PairCounts;
import tools.jackson.core.JsonGenerator;

/**
 * What the accounts of some archives add up to, and what they hold; dead letters are read from the
 * ledger while they are printed.
 */
record AccountsSection(Collection<ArchiveAccount> accounts, LedgerQueries ledger) {

  /** To a tenth. */
  static double seconds(Duration took) {
    return Math.round(took.toMillis() / 100.0) / 10.0;
  }

  /** The properties {@code totals}, {@code deadLetters} and {@code balanced}. */
  void writeJson(JsonGenerator json) {
    writeJson(json, true);
  }

  /**
   * The same.
   *
   * @param complete whether there is an account of everything that was asked for
   */
  void writeJson(JsonGenerator json, boolean complete) {
    json.writeName("totals");
    json.writePOJO(TotalsLine.of(totals()));
    json.writeName("deadLetters");
    json.writeStartArray();
    for (ArchiveAccount account : accounts) {
      ledger.forEachHeldPair(account.key(), pair -> json.writePOJO(DeadLetterLine.of(pair)));
    }
    json.writeEndArray();
    json.writeName("balanced");
    json.writeBoolean(complete && unbalanced().isEmpty());
  }

  /** Nothing where there are no accounts. */
  void printText(PrintStream out, Duration took) {
    if (accounts.isEmpty()) {
      return;
    }
    if (totals().held() > 0) {
      out.println();
      HeldTable.print(out, accounts.stream().map(ArchiveAccount::key).toList(), ledger);
    }
    out.println();
    out.println(TotalsLine.of(totals()).asSentence());
    out.printf("%s, %.1f s%n", verdict(), seconds(took));
  }

  private String verdict() {
    if (!accounts.stream().allMatch(ArchiveAccount::isSettled)) {
      return "in progress";
    }
    if (!unbalanced().isEmpty()) {
      return "NOT BALANCED: " + unbalanced();
    }
    return totals().held() == 0
        ? "balanced"
        : "balanced, %,d held as dead letters".formatted(totals().held());
  }

  private String unbalanced() {
    return accounts.stream()
        .filter(account -> !account.isBalanced())
        .map(account -> account.key().toString())
        .collect(joining(", "));
  }

  private PairCounts totals() {
    return accounts.stream().map(ArchiveAccount::pairs).reduce(PairCounts.ZERO, PairCounts::plus);
  }
}
