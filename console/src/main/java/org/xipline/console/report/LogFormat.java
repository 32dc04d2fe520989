package org.xipline.console.report;

/** How the log is written. */
public enum LogFormat {
  /** RFC 4180, with a header. */
  CSV,
  /** One JSON object a line. */
  NDJSON
}
