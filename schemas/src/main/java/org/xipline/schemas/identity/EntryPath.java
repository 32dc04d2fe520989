package org.xipline.schemas.identity;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The path of one file in an archive, as all stages compare it: relative, {@code /}-separated,
 * Unicode NFC.
 *
 * @param value never empty, never absolute; no segment is empty, {@code .} or {@code ..}; no NUL
 */
public record EntryPath(String value) {
  private static final List<String> ITEM_SUFFIXES = List.of(".json", ".xml", ".eml");
  private static final String ATTACHMENT_FOLDER = "attachments";
  private static final String APPLE_DOUBLE_PREFIX = "._";
  private static final String APPLE_DOUBLE_FOLDER = "__MACOSX";

  public EntryPath {
    value = isAscii(value) ? value : Normalizer.normalize(value, Normalizer.Form.NFC);
    int begin = 0;
    for (int slash = value.indexOf('/'); slash >= 0; slash = value.indexOf('/', begin)) {
      requireSafe(value, begin, slash);
      begin = slash + 1;
    }
    requireSafe(value, begin, value.length());
    if (value.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a path holds no NUL: " + value);
    }
  }

  /** A segment is not empty, nor one dot or two. */
  private static void requireSafe(String value, int begin, int end) {
    int length = end - begin;
    if (length <= 2 && value.regionMatches(begin, "..", 0, length)) {
      throw new IllegalArgumentException("not a safe relative path: " + value);
    }
  }

  /**
   * Whether a file at this path is an item: it ends in {@code .json}, {@code .xml} or {@code .eml},
   * and no folder above it is called {@code attachments}; both in any case. What macOS leaves
   * beside a file, under its name with {@code ._} before it or in {@code __MACOSX}, is no item.
   */
  public boolean isItem() {
    List<String> segments = segments();
    String name = segments.getLast().toLowerCase(Locale.ROOT);
    return ITEM_SUFFIXES.stream().anyMatch(name::endsWith)
        && !name.startsWith(APPLE_DOUBLE_PREFIX)
        && segments.subList(0, segments.size() - 1).stream()
            .noneMatch(folder ->
                ATTACHMENT_FOLDER.equalsIgnoreCase(folder) || folder.equals(APPLE_DOUBLE_FOLDER));
  }

  /** The last segment. */
  public String fileName() {
    return segments().getLast();
  }

  /**
   * The entry that {@code relative} names as seen from this one's folder. Its segments may be
   * {@code .} and {@code ..}, as long as it stays inside the archive.
   *
   * @throws IllegalArgumentException if it is absolute, empty, or leaves the archive
   */
  public EntryPath resolveSibling(String relative) {
    var segments = new ArrayList<>(segments());
    segments.removeLast();
    if (relative.isEmpty() || relative.startsWith("/")) {
      throw new IllegalArgumentException("not a relative path: " + relative);
    }
    for (String segment : relative.split("/", -1)) {
      switch (segment) {
        case ".", "" -> {}
        case ".." -> {
          if (segments.isEmpty()) {
            throw new IllegalArgumentException("leaves the archive: " + relative);
          }
          segments.removeLast();
        }
        default -> segments.add(segment);
      }
    }
    return new EntryPath(String.join("/", segments));
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  private List<String> segments() {
    return Arrays.asList(value.split("/", -1));
  }

  @Override
  public String toString() {
    return value;
  }
}
