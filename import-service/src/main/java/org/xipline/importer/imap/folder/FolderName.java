package org.xipline.importer.imap.folder;

/**
 * The name of the folder XIP under INBOX.
 *
 * @param value as the server spells it; US-ASCII
 */
public record FolderName(String value) {
  private static final String NAME = "XIP";

  /**
   * The name on a server with this hierarchy separator.
   *
   * @param separator empty where folders have no folders in them
   */
  public static FolderName separatedBy(String separator) {
    return new FolderName(separator.isEmpty() ? NAME : "INBOX" + separator + NAME);
  }

  /** For a command. */
  public String quoted() {
    return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
