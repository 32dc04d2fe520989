package org.xipline.console.report;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.xipline.console.connector.CheckResult;
import org.xipline.console.connector.ConnectorStanding;
import tools.jackson.core.JsonGenerator;

/** Connectors, and what a check of one came to. */
public final class ConnectorReport {

  private ConnectorReport() {}

  /** All of them, as one JSON document. */
  public static void printJson(PrintStream out, List<ConnectorStanding> connectors) {
    Json.print(
        out,
        json -> {
          json.writeStartObject();
          write(json, connectors);
          json.writeEndObject();
        });
  }

  /** All of them, one a line, for people. */
  public static void printText(PrintStream out, List<ConnectorStanding> connectors) {
    for (ConnectorLine line : connectors.stream().map(ConnectorLine::of).toList()) {
      out.printf(
          "%-20s %-9s %-28s last %-24s next %s%s%n",
          line.name(),
          line.state(),
          line.schedule(),
          shown(line.lastRun()),
          shown(line.nextRun()),
          note(line));
    }
    out.flush();
  }

  /** One of them, all that is known of it, for people. */
  public static void printDetails(PrintStream out, ConnectorStanding connector) {
    ConnectorLine line = ConnectorLine.of(connector);
    out.printf("%s: %s%n", line.name(), line.state());
    detail(out, "drop", line.drop());
    detail(out, "schedule", line.schedule());
    detail(out, "expected by", line.expectedBy());
    detail(out, "next run", line.nextRun());
    detail(out, "last run", line.lastRun());
    detail(out, "last arrival", line.lastArrival());
    detail(out, "missing since", line.missingSince());
    detail(out, "problem", line.problem());
    detail(out, "users", line.users());
    detail(out, "mapping", line.mapping());
    detail(out, "domains", String.join(", ", line.domains()));
    detail(out, "limit", "%,d bytes".formatted(line.limit()));
    detail(out, "mailboxes", line.mailboxes());
    detail(out, "trust", line.anchors() + " anchors");
    detail(
        out,
        "terms",
        "accepted by %s at %s (%.12s)"
            .formatted(line.terms().by(), line.terms().at(), line.terms().sha256()));
    detail(out, "changed", line.changedAt() + " by " + line.changedBy());
    detail(out, "version", String.valueOf(line.version()));
    out.flush();
  }

  /** What a check came to, as one JSON document. */
  public static void printCheckJson(PrintStream out, String name, List<CheckResult> findings) {
    Json.print(
        out,
        json -> {
          json.writeStartObject();
          json.writeStringProperty("connector", name);
          json.writeName("findings");
          json.writePOJO(findings);
          json.writeEndObject();
        });
  }

  /** What a check came to, for people. */
  public static void printCheckText(PrintStream out, List<CheckResult> findings) {
    for (CheckResult finding : findings) {
      out.printf(
          "%-8s %s: %s%n",
          finding.verdict().name().toLowerCase(Locale.ROOT), finding.what(), finding.detail());
    }
    out.flush();
  }

  static void write(JsonGenerator json, List<ConnectorStanding> connectors) {
    json.writeName("connectors");
    json.writePOJO(connectors.stream().map(ConnectorLine::of).toList());
  }

  private static void detail(PrintStream out, String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      out.printf("  %-14s %s%n", name, value);
    }
  }

  private static String note(ConnectorLine line) {
    if (line.problem() != null) {
      return "  (" + line.problem() + ")";
    }
    return line.missingSince() == null ? "" : "  (missing since " + line.missingSince() + ")";
  }

  private static String shown(@Nullable String text) {
    return text == null ? "-" : text;
  }
}
