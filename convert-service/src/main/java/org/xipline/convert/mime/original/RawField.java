package org.xipline.convert.mime.original;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One header field as it stands in a message: the line it begins with, and those it is folded to.
 */
public final class RawField {
  /** RFC 5322, 3.6.8; white space before the colon is obsolete syntax, but read. */
  private static final Pattern NAME = Pattern.compile("([!-9;-~]+)[ \\t]*:.*", Pattern.DOTALL);

  private final List<byte[]> lines = new ArrayList<>();
  private final String name;

  RawField(byte[] firstLine) {
    lines.add(firstLine);
    var matcher = NAME.matcher(new String(firstLine, ISO_8859_1));
    name = matcher.matches() ? matcher.group(1) : "";
  }

  void fold(byte[] line) {
    lines.add(line);
  }

  /** Its lines, without their ends. */
  List<byte[]> lines() {
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
    return lines.stream().anyMatch(RawField::isEightBit);
  }

  private static boolean isEightBit(byte[] line) {
    for (byte b : line) {
      if (b < 0) {
        return true;
      }
    }
    return false;
  }

  /** What follows the colon, unfolded and trimmed; bare 8-bit text as UTF-8, else as Latin-1. */
  public String value() {
    var bytes = new ByteArrayOutputStream();
    lines.forEach(bytes::writeBytes);
    String text = decoded(bytes.toByteArray());
    return text.substring(text.indexOf(':') + 1).strip();
  }

  private static String decoded(byte[] bytes) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException _) {
      return new String(bytes, ISO_8859_1);
    }
  }
}
