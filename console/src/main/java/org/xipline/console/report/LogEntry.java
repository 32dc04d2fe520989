package org.xipline.console.report;

/** What the log has a line for. */
public sealed interface LogEntry permits LogLine, RejectedLine {

  /** As the table has it, which has columns for pairs and files. */
  LogLine asRow();
}
