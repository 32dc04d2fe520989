package org.xipline.console.report;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.xipline.console.connector.ConnectorStanding;
import org.xipline.console.lag.GroupLag;
import org.xipline.console.ledger.RejectedArchive;

/**
 * Where everything is.
 *
 * @param connectors by name
 * @param archives all that were accepted
 * @param rejected all that were not
 * @param recordsSetAside records that no service can read, and that nobody has dismissed
 * @param groups by name
 */
public record StatusReport(
    List<ConnectorStanding> connectors,
    List<ArchiveStanding> archives,
    List<RejectedArchive> rejected,
    long recordsSetAside,
    List<GroupLag> groups) {

  /** Whether anything does not add up although nothing is under way. */
  public boolean isOutOfBalance() {
    return archives.stream()
        .map(ArchiveStanding::account)
        .anyMatch(it -> it.isSettled() && !it.isBalanced());
  }

  /**
   * Whether somebody has to look: a feed is missing, a drop fails, something is held. A rejected
   * archive was answered.
   */
  public boolean needsAttention() {
    return connectors.stream()
            .anyMatch(it -> it.missingSince().isPresent() || !it.run().getProblem().isEmpty())
        || archives.stream().anyMatch(it -> it.account().pairs().held() > 0)
        || recordsSetAside > 0;
  }

  /** As one JSON document. */
  public void printJson(PrintStream out) {
    Json.print(
        out,
        json -> {
          json.writeStartObject();
          ConnectorReport.write(json, connectors);
          json.writeName("archives");
          json.writePOJO(lines());
          json.writeNumberProperty("recordsSetAside", recordsSetAside);
          LagReport.writeGroups(json, groups);
          json.writeEndObject();
        });
  }

  private List<Object> lines() {
    var lines = new ArrayList<Object>();
    archives.forEach(it -> lines.add(ArchiveStatus.of(it)));
    rejected.forEach(it -> lines.add(RejectedLine.of(it)));
    return lines;
  }

  /** For people. */
  public void printText(PrintStream out) {
    out.printf("connectors%n");
    ConnectorReport.printText(out, connectors);
    out.printf("archives%n");
    archives.forEach(it -> ArchiveStatus.of(it).print(out));
    for (RejectedLine line : rejected.stream().map(RejectedLine::of).toList()) {
      out.printf(
          "  %-20s %.12s  %-14s %s: %s: %s%n",
          line.connector(),
          line.archiveId(),
          line.state(),
          line.file() == null ? "?" : line.file(),
          line.reason(),
          line.detail());
    }
    if (recordsSetAside > 0) {
      out.printf(
          "records%n  set aside because no service can read them: %,d (xipline dead-letters list)%n",
          recordsSetAside);
    }
    out.printf("groups%n");
    LagReport.printGroups(out, groups);
    out.flush();
  }
}
