package org.xipline.archive.xar;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import java.util.Base64;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.xipline.archive.model.ArchiveRejectedException;
import org.xipline.archive.model.Quoted;
import org.xipline.archive.xar.xml.XmlCursor;
import org.xipline.schemas.reason.RejectionReason;

/**
 * Reads what stands in the elements of a table of contents, each by its exact grammar; and sees to
 * it that no element of one parent comes twice.
 *
 * <p>No lambda here keeps a variable: to make one takes longer than to read a field, until the JVM
 * has compiled it well.
 */
final class ElementReader {
  private static final int MAX_DIGITS = 18;
  private static final int MAX_MODE_DIGITS = 7;
  private static final int MAX_NUMBER = 32;
  private static final int MAX_TIME = 64;
  private static final int MAX_CHECKSUM = 256;

  private final XmlCursor cursor;
  private final Supplier<String> owner;
  private final BitSet seen = new BitSet();
  private @Nullable Set<String> seenWithoutNumber;

  /**
   * @param owner names the parent element, for messages
   */
  ElementReader(XmlCursor cursor, Supplier<String> owner) {
    this.cursor = cursor;
    this.owner = owner;
  }

  /** Notes the element that the cursor is at. */
  void requireFirst() throws ArchiveRejectedException {
    int number = cursor.nameNumber();
    if (number < 0 ? !noteWithoutNumber(cursor.name()) : seen.get(number)) {
      throw repeated(cursor.name());
    }
    if (number >= 0) {
      seen.set(number);
    }
  }

  /** What is to be said of an element that comes once more. */
  ArchiveRejectedException repeated(String element) {
    return Malformed.because(owner.get() + " has more than one <" + Quoted.text(element) + ">");
  }

  private boolean noteWithoutNumber(String element) {
    if (seenWithoutNumber == null) {
      seenWithoutNumber = new HashSet<>();
    }
    return seenWithoutNumber.add(element);
  }

  long number() throws IOException {
    String element = cursor.name();
    String text = cursor.text(MAX_NUMBER);
    if (!isNumber(text)) {
      throw notANumber(text, "<" + element + "> of " + owner.get());
    }
    return Long.parseLong(text);
  }

  static long number(String text, Supplier<String> what) throws ArchiveRejectedException {
    if (!isNumber(text)) {
      throw notANumber(text, what.get());
    }
    return Long.parseLong(text);
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty() && text.length() <= MAX_DIGITS && isMadeOf(text, '0', '9');
  }

  private static ArchiveRejectedException notANumber(String text, String what) {
    return Malformed.because(
        what + " is no number of at most 18 digits: \"" + Quoted.text(text) + "\"");
  }

  int mode() throws IOException {
    String text = cursor.text(MAX_NUMBER);
    if (text.isEmpty() || text.length() > MAX_MODE_DIGITS || !isMadeOf(text, '0', '7')) {
      throw Malformed.because("the mode of " + owner.get() + " is not octal: " + Quoted.text(text));
    }
    return Integer.parseInt(text, 8);
  }

  /** Rubbish occurs in genuine archives, and matters to nobody. */
  Instant time() throws IOException {
    String text = cursor.text(MAX_TIME);
    return UtcTime.parse(text).orElse(Instant.EPOCH);
  }

  Checksum checksum() throws IOException {
    String element = cursor.name();
    DigestAlgorithm algorithm = DigestAlgorithm.ofStyle(style());
    Optional<Checksum> checksum = Checksum.ofHex(algorithm, cursor.text(MAX_CHECKSUM));
    if (checksum.isEmpty()) {
      throw Malformed.because(
          "<%s> of %s is no %s digest".formatted(element, owner.get(), algorithm.jcaName()));
    }
    return checksum.get();
  }

  /** The attribute of that name, which must be there. */
  String style() throws ArchiveRejectedException {
    Optional<String> style = cursor.attribute("style");
    if (style.isEmpty()) {
      throw Malformed.because("<%s> of %s has no style".formatted(cursor.name(), owner.get()));
    }
    return style.get();
  }

  /** A name in the element's text, or in the UTF-8 that is base64 there. */
  String name(int maxLength) throws IOException {
    String encoding = cursor.attribute("enctype").orElse("");
    String text = cursor.text(maxLength);
    return switch (encoding) {
      case "" -> text;
      case "base64" -> utf8(base64(text));
      default -> throw Malformed.because("a name is encoded as \"" + Quoted.text(encoding) + "\"");
    };
  }

  /** Bytes in base64, in lines. */
  static byte[] base64(String text) throws ArchiveRejectedException {
    try {
      return Base64.getDecoder().decode(text.replaceAll("[ \t\r\n]", ""));
    } catch (IllegalArgumentException e) {
      throw Malformed.because("what should be base64 is not", e);
    }
  }

  private static boolean isMadeOf(String text, char first, char last) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < first || text.charAt(i) > last) {
        return false;
      }
    }
    return true;
  }

  private String utf8(byte[] bytes) throws ArchiveRejectedException {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new ArchiveRejectedException(
          RejectionReason.UNSAFE_ENTRY, "the name of " + owner.get() + " is not UTF-8", e);
    }
  }
}
