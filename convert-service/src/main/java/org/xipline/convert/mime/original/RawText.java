package org.xipline.convert.mime.original;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text of a header whose bytes are not in ASCII and not encoded, against the rules of mail. */
final class RawText {
  static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

  private static final Pattern CHARSET =
      Pattern.compile(";\\s*charset\\s*=\\s*\"?([A-Za-z0-9_.:()+-]+)\"?", Pattern.CASE_INSENSITIVE);
  private static final Set<Charset> PART_OF_WINDOWS_1252 = Set.of(US_ASCII, ISO_8859_1);

  /** What these names are said for is more than they stand for. */
  private static final Map<String, String> WIDER =
      Map.of(
          "gb2312", "GB18030",
          "gbk", "GB18030",
          "ks_c_5601-1987", "x-windows-949",
          "euc-kr", "x-windows-949",
          "shift_jis", "windows-31j");

  private RawText() {}

  /** UTF-8 if the bytes are, else the other charset if they are that, else Windows-1252. */
  static String decoded(byte[] bytes, Charset other) {
    return strictly(bytes, UTF_8)
        .or(() -> strictly(bytes, other))
        .orElseGet(() -> new String(bytes, WINDOWS_1252));
  }

  /** The charset that a Content-Type field names; Windows-1252 if it names none that is known. */
  static Charset namedBy(String contentType) {
    Matcher matcher = CHARSET.matcher(contentType);
    return matcher.find()
        ? known(matcher.group(1).toLowerCase(Locale.ROOT))
            .filter(charset -> !PART_OF_WINDOWS_1252.contains(charset))
            .orElse(WINDOWS_1252)
        : WINDOWS_1252;
  }

  private static Optional<Charset> known(String name) {
    try {
      return Optional.of(Charset.forName(WIDER.getOrDefault(name, name)))
          .filter(RawText::containsAscii);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException _) {
      return Optional.empty();
    }
  }

  /** Not so UTF-16 and EBCDIC, which no header is in. */
  private static boolean containsAscii(Charset charset) {
    return new String(new byte[] {'A', ':', ' '}, charset).equals("A: ");
  }

  private static Optional<String> strictly(byte[] bytes, Charset charset) {
    try {
      return Optional.of(charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException _) {
      return Optional.empty();
    }
  }
}
