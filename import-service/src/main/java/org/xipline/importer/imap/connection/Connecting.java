package org.xipline.importer.imap.connection;

/** What came of connecting. */
public sealed interface Connecting {

  /** Nobody is logged in yet. */
  record Connected(ImapConnection connection) implements Connecting {}

  /** The server cannot be reached, greets with a goodbye, or is not who it should be. */
  record Unreachable(String detail) implements Connecting {}
}
