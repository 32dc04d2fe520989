package org.xipline.console.progress;

/** A bar of fixed width, with figures. */
final class ProgressBar {
  private static final int WIDTH = 30;

  static String draw(int waiting, long settled, long expected) {
    if (expected == 0) {
      return "verifying, %,d %s in progress …".formatted(waiting, archives(waiting));
    }
    int full = Math.toIntExact(WIDTH * settled / expected);
    return "[%s%s] %,d of %,d pairs settled, %,d %s in progress"
        .formatted(
            "#".repeat(full),
            ".".repeat(WIDTH - full),
            settled,
            expected,
            waiting,
            archives(waiting));
  }

  private static String archives(int count) {
    return count == 1 ? "archive" : "archives";
  }

  private ProgressBar() {}
}
