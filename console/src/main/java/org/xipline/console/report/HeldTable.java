package org.xipline.console.report;

import java.io.PrintStream;
import java.util.List;
import org.xipline.console.ledger.ArchiveKey;
import org.xipline.console.ledger.HeldPair;
import org.xipline.console.ledger.LedgerQueries;

/** The pairs in the dead letters, one a line, up to as many as a person reads. */
final class HeldTable {
  private static final int MAX_LINES = 50;

  private final PrintStream out;
  private int lines;

  private HeldTable(PrintStream out) {
    this.out = out;
  }

  static void print(PrintStream out, List<ArchiveKey> archives, LedgerQueries ledger) {
    var table = new HeldTable(out);
    archives.forEach(archive -> ledger.forEachHeldPair(archive, table::print));
    if (table.lines > MAX_LINES) {
      out.printf(
          "  … and %,d more; for all of them: --json, or xipline dead-letters list%n",
          table.lines - MAX_LINES);
    }
  }

  private void print(HeldPair pair) {
    if (++lines <= MAX_LINES) {
      String address = pair.address().isEmpty() ? "(participants unknown)" : pair.address();
      out.printf(
          "  %s  %s  %s: %s%n",
          pair.entry(), address, pair.state().reason(), pair.state().detail());
    }
  }
}
