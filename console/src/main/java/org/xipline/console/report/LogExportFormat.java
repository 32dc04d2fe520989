package org.xipline.console.report;

/** How the log is written. */
public enum LogExportFormat {
  /** RFC 4180, with a header. */
  CSV,
  /** One JSON object a line. */
  NDJSON
}
