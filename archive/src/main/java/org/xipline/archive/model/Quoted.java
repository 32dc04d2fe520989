package org.xipline.archive.model;

import java.util.stream.Collectors;

/**
 * Text of an archive as it may stand in a message: short, and without characters that a terminal or
 * a log acts on.
 */
public final class Quoted {
  private static final int MAX_TEXT = 120;
  private static final int MAX_PATH = 200;

  private Quoted() {}

  /** Without quotes; a question mark for each character that is not printable. */
  public static String text(String untrusted) {
    return shortened(untrusted.replaceAll("\\p{C}", "?"), MAX_TEXT);
  }

  /** In quotes; control characters as escapes. */
  public static String path(String untrusted) {
    return shortened(untrusted, MAX_PATH)
        .codePoints()
        .mapToObj(c -> Character.isISOControl(c) ? "\\u%04x".formatted(c) : Character.toString(c))
        .collect(Collectors.joining("", "\"", "\""));
  }

  private static String shortened(String text, int maxLength) {
    return text.length() <= maxLength ? text : text.substring(0, maxLength) + "…";
  }
}
