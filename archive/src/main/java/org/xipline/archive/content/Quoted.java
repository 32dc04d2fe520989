package org.xipline.archive.content;

import java.util.stream.Collectors;

/**
 * Text of an archive as it may stand in a message: short, and without characters that a terminal or
 * a log acts on.
 */
final class Quoted {
  private static final int MAX_CHARS = 200;

  private Quoted() {}

  static String path(String path) {
    String shown = path.length() <= MAX_CHARS ? path : path.substring(0, MAX_CHARS) + "…";
    return shown
        .codePoints()
        .mapToObj(c -> Character.isISOControl(c) ? "\\u%04x".formatted(c) : Character.toString(c))
        .collect(Collectors.joining("", "\"", "\""));
  }
}
