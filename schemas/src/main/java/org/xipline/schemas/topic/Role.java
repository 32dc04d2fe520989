package org.xipline.schemas.topic;

/** What a process of xipline does; each has its own rights to topics and groups. */
public enum Role {
  INGEST,
  CONVERT,
  IMPORT,
  /** The ledger, and every command of an operator. */
  CONSOLE
}
