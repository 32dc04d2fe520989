package org.xipline.convert.mime.original;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One header field as it stands in a message: the line it begins with, and those it is folded to.
 */
public final class RawField {
  /**
   * RFC 5322, 3.6.8; white space before the colon is obsolete syntax, but read. So is what may
   * stand before a name by mistake: white space in the first line, and a byte order mark.
   */
  private static final Pattern NAME =
      Pattern.compile("(?:\u00EF\u00BB\u00BF)?[ \\t]*([!-9;-~]+)[ \\t]*:.*", Pattern.DOTALL);

  private final List<HeaderLine> lines;
  private final Charset rawCharset;
  private final String name;

  /**
   * @param rawCharset what its bytes outside ASCII are in, unless they are UTF-8
   */
  RawField(List<HeaderLine> lines, Charset rawCharset) {
    this.lines = List.copyOf(lines);
    this.rawCharset = rawCharset;
    this.name = nameIn(lines.getFirst());
  }

  /** The name of the field that a line begins; empty if the line is no header field at all. */
  private static String nameIn(HeaderLine line) {
    var matcher = NAME.matcher(new String(line.content(), ISO_8859_1));
    return matcher.matches() ? matcher.group(1) : "";
  }

  List<HeaderLine> lines() {
    return lines;
  }

  /** Its name in the case it is written in; empty if the line is no header field at all. */
  public String name() {
    return name;
  }

  public boolean isNamed(String other) {
    return name.equalsIgnoreCase(other);
  }

  /** Whether it holds bytes outside ASCII. */
  boolean isEightBit() {
    return lines.stream().anyMatch(HeaderLine::isEightBit);
  }

  /** What follows the colon, unfolded and trimmed. */
  public String value() {
    String text = text();
    return text.substring(text.indexOf(':') + 1).strip();
  }

  /** All of it, unfolded. */
  public String text() {
    var bytes = new ByteArrayOutputStream();
    lines.forEach(line -> bytes.writeBytes(line.content()));
    return RawText.decoded(bytes.toByteArray(), rawCharset);
  }
}
