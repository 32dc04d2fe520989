package org.xipline.convert.mime;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;

/** The name of an attachment, as mail programs may be given it. */
final class FileName {
  private static final int MAX_CODE_POINTS = 200;
  private static final String NAMELESS = "attachment";

  /** RFC 2231's attribute-char: what needs no percent sign. */
  private static final String ATTRIBUTE_CHARS = "!#$&+-.^_`|~";

  private static final int MAX_SECTION = 60;

  private final String name;

  private FileName(String name) {
    this.name = name;
  }

  /**
   * The name less what a file system or a reader could trip over: control and direction characters
   * go, path separators become {@code _}; the end of a long name, with its suffix, stays.
   */
  static FileName of(String written) {
    String clean =
        CleanText.line(written)
            .codePoints()
            .filter(c -> !Character.isISOControl(c) && !isDirection(c))
            .map(c -> c == '/' || c == '\\' ? '_' : c)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString()
            .strip();
    boolean usable = !clean.isEmpty() && clean.chars().anyMatch(c -> c != '.');
    return new FileName(usable ? shortened(clean) : NAMELESS);
  }

  private static boolean isDirection(int c) {
    return c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069;
  }

  private static String shortened(String name) {
    int[] codePoints = name.codePoints().toArray();
    int surplus = Math.max(0, codePoints.length - MAX_CODE_POINTS);
    return new String(codePoints, surplus, codePoints.length - surplus);
  }

  /** A {@code name=} parameter in plain ASCII: other characters as {@code _}. */
  String nameParameter() {
    String ascii =
        name.codePoints()
            .map(c -> isPlain(c) ? c : '_')
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    return "name=\"" + ascii.replace("=?", "=_") + "\"";
  }

  /**
   * The {@code filename} parameters, one per line: plain in ASCII, else as RFC 2231 has it. Never
   * both, as readers disagree about which of the two wins; the fallback is the {@code name}
   * parameter.
   */
  List<String> fileNameParameters() {
    if (name.codePoints().allMatch(FileName::isPlain) && !name.contains("=?")) {
      return List.of("filename=\"" + name + "\"");
    }
    List<String> sections = sections();
    if (sections.size() == 1) {
      return List.of("filename*=utf-8''" + sections.getFirst());
    }
    List<String> parameters = new ArrayList<>();
    for (String section : sections) {
      int number = parameters.size();
      parameters.add("filename*" + number + "*=" + (number == 0 ? "utf-8''" : "") + section);
    }
    return parameters;
  }

  private List<String> sections() {
    List<String> sections = new ArrayList<>();
    var section = new StringBuilder();
    for (int c : name.codePoints().toArray()) {
      String encoded = percentEncoded(c);
      if (section.length() + encoded.length() > MAX_SECTION) {
        sections.add(section.toString());
        section.setLength(0);
      }
      section.append(encoded);
    }
    sections.add(section.toString());
    return sections;
  }

  private static String percentEncoded(int codePoint) {
    if (isPlain(codePoint)
        && (Character.isLetterOrDigit(codePoint) || ATTRIBUTE_CHARS.indexOf(codePoint) >= 0)) {
      return Character.toString(codePoint);
    }
    var encoded = new StringBuilder();
    for (byte b : Character.toString(codePoint).getBytes(UTF_8)) {
      encoded.append(String.format("%%%02X", b));
    }
    return encoded.toString();
  }

  /** In ASCII, and no quote: readers disagree about escapes. */
  private static boolean isPlain(int c) {
    return c >= ' ' && c <= '~' && c != '"';
  }

  @Override
  public String toString() {
    return name;
  }
}
