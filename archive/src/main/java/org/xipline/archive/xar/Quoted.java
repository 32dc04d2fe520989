package org.xipline.archive.xar;

/** Text out of an archive, made fit for a message. */
final class Quoted {
  private static final int MAX_LENGTH = 120;

  private Quoted() {}

  /** Without control characters, and cut where it is long. */
  static String text(String untrusted) {
    String printable = untrusted.replaceAll("\\p{C}", "?");
    return printable.length() <= MAX_LENGTH ? printable : printable.substring(0, MAX_LENGTH) + "…";
  }
}
