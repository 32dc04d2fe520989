package org.xipline.archive.xar.xml;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The bytes of a document, one at a time, with a look at the next. */
final class XmlInput {
  static final int END = -1;
  private static final int BUFFER_BYTES = 64 << 10;

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int position;
  private int limit;

  XmlInput(InputStream in) {
    this.in = in;
  }

  /** The next byte, 0 to 255, which stays the next; or {@link #END}. */
  int peek() throws IOException {
    return position < limit || fill() ? buffer[position] & 0xff : END;
  }

  int read() throws IOException {
    return position < limit || fill() ? buffer[position++] & 0xff : END;
  }

  /**
   * Appends bytes to the text as long as they stand for themselves in it.
   *
   * @return how many
   */
  int readPlain(XmlText text, boolean[] plain) throws IOException {
    int begin = begin();
    int end = begin;
    while (end < limit && plain[buffer[end] & 0xff]) {
      end++;
    }
    text.append(buffer, begin, end - begin);
    position = end;
    return end - begin;
  }

  /** Appends bytes to the name as long as they may be of one. */
  void readName(XmlNames names) throws IOException {
    while (begin() < limit) {
      int at = position;
      while (at < limit && XmlChars.isName(buffer[at])) {
        names.append(buffer[at++]);
      }
      position = at;
      if (at < limit) {
        return;
      }
    }
  }

  /**
   * Skips a name and the {@code >} behind it, if they are next and have been read from the stream;
   * otherwise nothing.
   */
  boolean skipEndOf(XmlName name) {
    return skipNameAndEnd(position, name);
  }

  private boolean skipNameAndEnd(int begin, XmlName name) {
    int end = begin + name.length();
    if (end >= limit || buffer[end] != '>' || !name.isAt(buffer, begin)) {
      return false;
    }
    position = end + 1;
    return true;
  }

  /** Skips white space in front of a tag, if both have been read from the stream. */
  void skipBlanksBeforeTag() {
    int at = position;
    while (at < limit && XmlChars.isBlank(buffer[at])) {
      at++;
    }
    if (at < limit && buffer[at] == '<') {
      position = at;
    }
  }

  /**
   * What stands between here and the end tag of that name, which is skipped too. Null, with nothing
   * read, unless those are bytes that stand for themselves, no more than so many, and all of it has
   * been read from the stream.
   */
  @Nullable String readTextAndEndOf(XmlName name, int maxLength) {
    int begin = position;
    int end = plainEnd();
    return end - begin <= maxLength && skipEndTag(end, name)
        ? new String(buffer, begin, end - begin, ISO_8859_1)
        : null;
  }

  /** As {@link #readTextAndEndOf}, where nobody wants the text; whether anything was skipped. */
  boolean skipTextAndEndOf(XmlName name) {
    return skipEndTag(plainEnd(), name);
  }

  private int plainEnd() {
    int end = position;
    while (end < limit && XmlChars.PLAIN_IN_TEXT[buffer[end] & 0xff]) {
      end++;
    }
    return end;
  }

  private boolean skipEndTag(int at, XmlName name) {
    return at + 1 < limit
        && buffer[at] == '<'
        && buffer[at + 1] == '/'
        && skipNameAndEnd(at + 2, name);
  }

  /** Skips white space; whether there was any. */
  boolean readBlanks() throws IOException {
    boolean any = false;
    while (begin() < limit && XmlChars.isBlank(buffer[position])) {
      position++;
      any = true;
    }
    return any;
  }

  /** Where the next bytes stand in the buffer. */
  private int begin() throws IOException {
    if (position == limit) {
      fill();
    }
    return position;
  }

  private boolean fill() throws IOException {
    if (limit < 0) {
      return false;
    }
    position = 0;
    limit = in.read(buffer);
    return limit > 0;
  }
}
