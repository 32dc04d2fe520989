package org.xipline.console.report;

import java.io.PrintStream;
import java.util.List;
import org.xipline.console.connector.ConnectorStanding;
import org.xipline.console.lag.GroupLag;
import org.xipline.console.ledger.Acceptance;
import org.xipline.console.ledger.ArchiveAccount;

/**
 * Where everything is.
 *
 * @param connectors by name
 * @param accounts of all archives that were accepted
 * @param groups by name
 */
public record StatusReport(
    List<ConnectorStanding> connectors, List<ArchiveAccount> accounts, List<GroupLag> groups) {

  /** An archive; component names are the JSON's. */
  private record ArchiveStatus(
      String connector,
      String archiveId,
      String file,
      String acceptedAt,
      String state,
      boolean balanced,
      long items,
      TotalsLine totals) {

    static ArchiveStatus of(ArchiveAccount account) {
      return new ArchiveStatus(
          account.key().connector().value(),
          account.key().archiveId().hex(),
          account.acceptance().map(Acceptance::fileName).orElse(""),
          account.acceptance().map(it -> it.at().toString()).orElse(""),
          state(account),
          account.isBalanced(),
          account.acceptance().map(Acceptance::items).orElse(0L),
          TotalsLine.of(account.pairs()));
    }

    private static String state(ArchiveAccount account) {
      if (!account.isSettled()) {
        return "in-progress";
      }
      if (!account.isBalanced()) {
        return "out-of-balance";
      }
      return account.pairs().held() > 0 ? "held" : "done";
    }
  }

  /** Whether anything does not add up although nothing is under way. */
  public boolean isOutOfBalance() {
    return accounts.stream().anyMatch(it -> it.isSettled() && !it.isBalanced());
  }

  /** Whether somebody has to look: a feed is missing, a drop fails, something is held. */
  public boolean needsAttention() {
    return connectors.stream()
            .anyMatch(it -> it.missingSince().isPresent() || !it.run().getProblem().isEmpty())
        || accounts.stream().anyMatch(it -> it.pairs().held() > 0);
  }

  /** As one JSON document. */
  public void printJson(PrintStream out) {
    Json.print(
        out,
        json -> {
          json.writeStartObject();
          ConnectorReport.write(json, connectors);
          json.writeName("archives");
          json.writePOJO(accounts.stream().map(ArchiveStatus::of).toList());
          LagReport.writeGroups(json, groups);
          json.writeEndObject();
        });
  }

  /** For people. */
  public void printText(PrintStream out) {
    out.printf("connectors%n");
    ConnectorReport.printText(out, connectors);
    out.printf("archives%n");
    for (ArchiveStatus line : accounts.stream().map(ArchiveStatus::of).toList()) {
      TotalsLine totals = line.totals();
      out.printf(
          "  %-20s %.12s  %-14s %s: %,d expected = %,d delivered + %,d already present + %,d"
              + " external + %,d unmapped + %,d dead-lettered + %,d pending%n",
          line.connector(),
          line.archiveId(),
          line.state(),
          line.file(),
          totals.expected(),
          totals.delivered(),
          totals.alreadyPresent(),
          totals.external(),
          totals.unmapped(),
          totals.deadLettered(),
          totals.pending());
    }
    out.printf("groups%n");
    LagReport.printGroups(out, groups);
    out.flush();
  }
}
