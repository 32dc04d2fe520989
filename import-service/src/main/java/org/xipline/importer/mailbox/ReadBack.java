package org.xipline.importer.mailbox;

/** What came of reading a folder back. What was shown before it failed is true nevertheless. */
public sealed interface ReadBack {

  /** All that was asked for was shown. */
  record Complete() implements ReadBack {}

  /**
   * The folder cannot be read now.
   *
   * @param detail the server's words
   */
  record Failed(String detail) implements ReadBack {}
}
