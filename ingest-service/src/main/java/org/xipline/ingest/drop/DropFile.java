package org.xipline.ingest.drop;

/**
 * A file in a drop, as it was when it was listed.
 *
 * @param name within the drop; a byte of it that is not UTF-8 is a lone surrogate, U+DC80 to U+DCFF
 * @param version another whenever the file may hold other bytes, also if it was taken away and put
 *     back
 */
public record DropFile(String name, long sizeBytes, String version) {

  /** The name as it can be printed, kept in a record, and given to a file: one line of text. */
  public String shown() {
    return ShownNames.of(name);
  }
}
