package org.xipline.ingest.drop;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HexFormat;
import java.util.Set;
import org.xipline.schemas.identity.ArchiveId;

/** Names of files that people and other programs can read, and every file system can hold. */
final class ShownNames {
  /** What the common file systems allow for a name, less the ending of a reason file. */
  private static final int MAX_BYTES = 255 - Disposal.REASON_FILE.length();

  private static final int MAX_ENDING_BYTES = 16;
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  /**
   * Line breaks, other controls, what changes the direction of writing, and no character at all.
   */
  private static final Set<Byte> NOT_SHOWN =
      Set.of(
          Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR);

  private ShownNames() {}

  /** The name itself where it can be shown; what cannot is written as {@code %0A}. */
  static String of(String name) {
    var shown = new StringBuilder(name.length());
    name.codePoints().forEach(codePoint -> append(codePoint, shown));
    return shown.toString();
  }

  /** Whether a file, and its reason file, can have this name. */
  static boolean fits(String name) {
    return bytesOf(name) <= MAX_BYTES;
  }

  /** The name with an archive's id before its ending, cut where it would be too long. */
  static String withId(String name, ArchiveId archive) {
    int dot = name.lastIndexOf('.');
    boolean hasEnding = dot > 0 && bytesOf(name.substring(dot)) <= MAX_ENDING_BYTES;
    String ending = hasEnding ? name.substring(dot) : "";
    String id = "." + archive.hex() + ending;
    String stem = hasEnding ? name.substring(0, dot) : name;
    return cut(stem, MAX_BYTES - bytesOf(id)) + id;
  }

  private static void append(int codePoint, StringBuilder shown) {
    if (!NOT_SHOWN.contains((byte) Character.getType(codePoint))) {
      shown.appendCodePoint(codePoint);
      return;
    }
    for (byte one : NameBytes.encode(Character.toString(codePoint))) {
      HEX.toHexDigits(shown.append('%'), one);
    }
  }

  private static String cut(String text, int maxBytes) {
    int end = text.length();
    while (bytesOf(text.substring(0, end)) > maxBytes) {
      end = text.offsetByCodePoints(end, -1);
    }
    return text.substring(0, end);
  }

  private static int bytesOf(String text) {
    return text.getBytes(UTF_8).length;
  }
}
