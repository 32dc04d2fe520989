package org.xipline.console.deadletter;

/**
 * Who decided something about dead letters, and why; recorded with the decision.
 *
 * @param by a name
 * @param why for whoever asks later
 */
public record Attribution(String by, String why) {
  private static final int MAX_BY = 200;
  private static final int MAX_WHY = 2_000;

  public Attribution {
    by = checked("--by", by, MAX_BY);
    why = checked("--why", why, MAX_WHY);
  }

  private static String checked(String name, String text, int max) {
    String stripped = text.strip();
    if (stripped.isEmpty() || stripped.length() > max) {
      throw new IllegalArgumentException(
          "%s must have 1 to %,d characters, not %,d".formatted(name, max, stripped.length()));
    }
    return stripped;
  }
}
