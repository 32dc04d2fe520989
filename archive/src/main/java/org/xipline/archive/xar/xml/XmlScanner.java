package org.xipline.archive.xar.xml;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.xipline.archive.model.ArchiveRejectedException;
import org.xipline.schemas.reason.RejectionReason;

/**
 * Takes a document apart, and refuses one that is not well-formed XML 1.0 in UTF-8, or is more than
 * documents of this format need: document types, entities of their own, processing instructions,
 * prefixes, names outside ASCII. The JDK's parser reads all that, and takes several times as long,
 * most of all in a process that has just begun.
 *
 * @see "Extensible Markup Language (XML) 1.0, fifth edition"
 */
final class XmlScanner {

  /** What the scanner has moved to. */
  enum Event {
    START,
    END,
    TEXT,
    COMMENT,
    END_OF_DOCUMENT
  }

  /** Text is cut into pieces of no more bytes than this. */
  private static final int TEXT_PIECE_BYTES = 8 << 10;

  private static final int MAX_VALUE_BYTES = 64 << 10;
  private static final int MAX_ATTRIBUTES = 64;
  private static final int MAX_DEPTH = 1_000;
  private static final int MAX_REFERENCE = 10;

  private static final String UNKNOWN_ENTITY = "it has a document type or entities";
  private static final String NOT_A_CHARACTER = "it holds what is no character of XML";
  private static final String NOT_UTF_8 = "it is not UTF-8";

  private static final Pattern DECLARATION =
      Pattern.compile("version=1\\.0( encoding=(?i:utf-8))?( standalone=(yes|no))?");

  private final String document;
  private final XmlInput in;
  private final XmlNames names = new XmlNames();
  private final XmlText text = new XmlText();
  private final List<XmlName> open = new ArrayList<>();
  private final List<String> attributeNames = new ArrayList<>();
  private final List<String> attributeValues = new ArrayList<>();
  private @Nullable XmlName name;
  private boolean emptyElement;
  private boolean begun;
  private boolean rootSeen;
  private boolean inCdata;
  private int brackets;

  /**
   * @param document what to call it in messages
   */
  XmlScanner(String document, InputStream utf8) {
    this.document = document;
    this.in = new XmlInput(utf8);
  }

  /** Name of the element that began or ended last. */
  XmlName name() {
    return requireNonNull(name, "nothing was read");
  }

  /** An attribute of the element that began last. */
  @Nullable String attribute(String wanted) {
    int index = attributeNames.indexOf(wanted);
    return index < 0 ? null : attributeValues.get(index);
  }

  /** The piece of text; good until the next call of {@link #next}. */
  XmlText text() {
    return text;
  }

  Event next() throws IOException {
    if (emptyElement) {
      emptyElement = false;
      return end();
    }
    if (inCdata) {
      return cdata();
    }
    boolean isBeginning = !begun;
    begun = true;
    int octet = in.peek();
    if (octet == '<') {
      in.read();
      if (isBeginning && in.peek() == '?') {
        readDeclaration();
        return next();
      }
      return markup();
    }
    if (octet == XmlInput.END) {
      require(rootSeen && open.isEmpty(), "it ends before its root element does");
      return Event.END_OF_DOCUMENT;
    }
    readText();
    require(!open.isEmpty() || text.isBlank(), "text stands outside its root element");
    return Event.TEXT;
  }

  /**
   * Skips white space that a tag follows, where the next event would be text, as far as that is
   * seen at once.
   */
  void skipBlanksBeforeTag() {
    if (isBetweenEvents()) {
      in.skipBlanksBeforeTag();
    }
  }

  /**
   * Moves to the end of the element that is open, if nothing but text stands before it and that is
   * seen at once; the text. Otherwise null, and the scanner is where it was.
   *
   * @param maxLength longer text is not taken
   */
  @Nullable String textToEnd(int maxLength) {
    @Nullable String plain =
        isBetweenEvents() ? in.readTextAndEndOf(open.getLast(), maxLength) : null;
    if (plain != null) {
      end();
    }
    return plain;
  }

  /** As {@link #textToEnd}, where nobody wants the text; whether it moved. */
  boolean skipTextToEnd() {
    boolean skipped = isBetweenEvents() && in.skipTextAndEndOf(open.getLast());
    if (skipped) {
      end();
    }
    return skipped;
  }

  /** Whether what comes next stands in the input, inside of an element. */
  private boolean isBetweenEvents() {
    return !emptyElement && !inCdata && !open.isEmpty();
  }

  private Event markup() throws IOException {
    brackets = 0;
    return switch (in.peek()) {
      case '/' -> endTag();
      case '!' -> declaration();
      case '?' -> throw refused("it has processing instructions");
      default -> startTag();
    };
  }

  private Event startTag() throws IOException {
    require(!open.isEmpty() || !rootSeen, "it has two root elements");
    require(open.size() < MAX_DEPTH, "elements are nested more than 1,000 deep");
    rootSeen = true;
    XmlName element = readName();
    name = element;
    open.add(element);
    if (!attributeNames.isEmpty()) {
      attributeNames.clear();
      attributeValues.clear();
    }
    while (readBlanks() && in.peek() != '>' && in.peek() != '/') {
      readAttribute();
    }
    emptyElement = in.peek() == '/';
    if (emptyElement) {
      in.read();
    }
    expect('>');
    return Event.START;
  }

  private void readAttribute() throws IOException {
    require(attributeNames.size() < MAX_ATTRIBUTES, "an element has too many attributes");
    String attribute = readName().toString();
    require(!attributeNames.contains(attribute), "an element has an attribute twice");
    readBlanks();
    expect('=');
    readBlanks();
    attributeNames.add(attribute);
    attributeValues.add(readValue());
  }

  private String readValue() throws IOException {
    int quote = in.read();
    require(quote == '"' || quote == '\'', "an attribute's value has no quotes");
    text.clear();
    while (in.peek() != quote) {
      if (in.readPlain(text, XmlChars.PLAIN_IN_VALUE) == 0) {
        require(in.peek() != '<', "an attribute's value holds a <");
        text.append(in.peek() == '&' ? reference() : asBlank(readLine()));
      }
      require(text.length() <= MAX_VALUE_BYTES, "an attribute's value is too long");
    }
    in.read();
    return text.toString();
  }

  private static int asBlank(int codePoint) {
    return XmlChars.isBlank(codePoint) ? ' ' : codePoint;
  }

  private Event endTag() throws IOException {
    in.read();
    if (!open.isEmpty() && in.skipEndOf(open.getLast())) {
      return end();
    }
    String ended = readName().toString();
    readBlanks();
    expect('>');
    require(
        !open.isEmpty() && open.getLast().toString().equals(ended),
        "an element ends that did not begin");
    return end();
  }

  private Event end() {
    brackets = 0;
    name = open.removeLast();
    return Event.END;
  }

  private Event declaration() throws IOException {
    in.read();
    if (in.peek() == '-') {
      expect("--");
      readComment();
      return Event.COMMENT;
    }
    require(in.peek() == '[' && !open.isEmpty(), UNKNOWN_ENTITY);
    expect("[CDATA[");
    return cdata();
  }

  private void readComment() throws IOException {
    int hyphens = 0;
    while (hyphens < 2) {
      int codePoint = readCodePoint();
      hyphens = codePoint == '-' ? hyphens + 1 : 0;
    }
    require(in.read() == '>', "a comment holds two hyphens");
  }

  /** A piece of a section in which no character means anything but itself, but {@code ]]>}. */
  private Event cdata() throws IOException {
    text.clear();
    inCdata = true;
    int closing = 0;
    while (inCdata && (closing > 0 || text.length() < TEXT_PIECE_BYTES)) {
      int codePoint = readLine();
      if (codePoint == ']') {
        closing++;
      } else {
        inCdata = codePoint != '>' || closing < 2;
        appendBrackets(inCdata ? closing : closing - 2);
        closing = 0;
        if (inCdata) {
          text.append(codePoint);
        }
      }
    }
    return Event.TEXT;
  }

  private void appendBrackets(int count) throws ArchiveRejectedException {
    require(count <= TEXT_PIECE_BYTES, "a section holds too many brackets");
    for (int i = 0; i < count; i++) {
      text.append(']');
    }
  }

  private void readText() throws IOException {
    text.clear();
    while (text.length() < TEXT_PIECE_BYTES && in.peek() != '<' && in.peek() != XmlInput.END) {
      if (in.readPlain(text, XmlChars.PLAIN_IN_TEXT) > 0) {
        brackets = 0;
      } else if (in.peek() == '&') {
        require(!open.isEmpty(), "text stands outside its root element");
        text.append(reference());
        brackets = 0;
      } else {
        text.append(notEndingASection(readLine()));
      }
    }
  }

  /** Text may not hold {@code ]]>}. */
  private int notEndingASection(int codePoint) throws ArchiveRejectedException {
    require(codePoint != '>' || brackets < 2, "text holds ]]>");
    brackets = codePoint == ']' ? brackets + 1 : 0;
    return codePoint;
  }

  private int reference() throws IOException {
    in.read();
    var reference = new StringBuilder();
    for (int octet = in.read(); octet != ';'; octet = in.read()) {
      require(octet > ' ' && octet < 0x7f && reference.length() < MAX_REFERENCE, UNKNOWN_ENTITY);
      reference.append((char) octet);
    }
    return switch (reference.toString()) {
      case "lt" -> '<';
      case "gt" -> '>';
      case "amp" -> '&';
      case "quot" -> '"';
      case "apos" -> '\'';
      case String number when number.startsWith("#x") -> number(number.substring(2), 16);
      case String number when number.startsWith("#") -> number(number.substring(1), 10);
      default -> throw refused(UNKNOWN_ENTITY);
    };
  }

  private int number(String digits, int radix) throws ArchiveRejectedException {
    require(
        !digits.isEmpty() && digits.chars().allMatch(c -> Character.digit(c, radix) >= 0),
        "a character's number is none");
    int codePoint = (int) Math.min(Long.parseLong(digits, radix), Integer.MAX_VALUE);
    require(XmlChars.isChar(codePoint), NOT_A_CHARACTER);
    return codePoint;
  }

  /** A character, with every kind of line end as a line feed. */
  private int readLine() throws IOException {
    int codePoint = readCodePoint();
    if (codePoint != '\r') {
      return codePoint;
    }
    if (in.peek() == '\n') {
      in.read();
    }
    return '\n';
  }

  private int readCodePoint() throws IOException {
    int first = in.read();
    require(first != XmlInput.END, "it ends in the middle of something");
    int codePoint = first < 0x80 ? first : readRest(first);
    require(XmlChars.isChar(codePoint), NOT_A_CHARACTER);
    return codePoint;
  }

  /** The other bytes of a character that has several; the shortest form alone is UTF-8. */
  private int readRest(int first) throws IOException {
    int count = Integer.numberOfLeadingZeros(~(first << 24)) - 1;
    require(count >= 1 && count <= 3, NOT_UTF_8);
    int codePoint = first & (0x3f >> count);
    for (int i = 0; i < count; i++) {
      int octet = in.read();
      require(octet != XmlInput.END && (octet & 0xc0) == 0x80, NOT_UTF_8);
      codePoint = codePoint << 6 | octet & 0x3f;
    }
    int least = count == 1 ? 0x80 : count == 2 ? 0x800 : 0x10000;
    require(codePoint >= least, NOT_UTF_8);
    return codePoint;
  }

  private XmlName readName() throws IOException {
    require(XmlChars.isNameStart(in.peek()), "a name is missing, or is none");
    names.begin();
    in.readName(names);
    require(!names.isTooLong(), "a name is too long");
    require(in.peek() != ':' && in.peek() < 0x80, "a name has a prefix, or is not in ASCII");
    return names.end();
  }

  /** Whether there were any, or the tag ends here. */
  private boolean readBlanks() throws IOException {
    return in.readBlanks() || in.peek() == '>' || in.peek() == '/' || in.peek() == '?';
  }

  /** The declaration that a document may begin with: XML 1.0, in UTF-8. */
  private void readDeclaration() throws IOException {
    in.read();
    expect("xml");
    List<String> said = new ArrayList<>();
    while (readBlanks() && in.peek() != '?') {
      said.add(readName() + readDeclared());
    }
    expect("?>");
    require(DECLARATION.matcher(String.join(" ", said)).matches(), "it is not XML 1.0 in UTF-8");
  }

  private String readDeclared() throws IOException {
    readBlanks();
    expect('=');
    readBlanks();
    int quote = in.read();
    require(quote == '"' || quote == '\'', "a value has no quotes");
    text.clear();
    in.readPlain(text, XmlChars.PLAIN_IN_VALUE);
    require(in.read() == quote, "a value has no end");
    return "=" + text;
  }

  private void expect(String characters) throws IOException {
    for (int i = 0; i < characters.length(); i++) {
      expect(characters.charAt(i));
    }
  }

  private void expect(char character) throws IOException {
    if (in.read() != character) {
      throw refused("a " + character + " is missing");
    }
  }

  private void require(boolean condition, String otherwise) throws ArchiveRejectedException {
    if (!condition) {
      throw refused(otherwise);
    }
  }

  private ArchiveRejectedException refused(String what) {
    return new ArchiveRejectedException(
        RejectionReason.MALFORMED_ARCHIVE, document + " is not XML as it may be: " + what);
  }
}
