package org.xipline.convert.mime;

import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.ParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The media type under which an attachment is sent, in base64. */
final class MediaType {
  private static final int MAX_LENGTH = 255;
  private static final String FALLBACK = "application/octet-stream";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}");
  private static final Pattern CHARSET = Pattern.compile("[A-Za-z0-9._:+-]{1,40}");

  private MediaType() {}

  /**
   * The type that an item gives, less its parameters, save the charset of a text. Bytes of unknown
   * kind where it is none, and where it is {@code message/…} or {@code multipart/…}: those may not
   * be in base64 (RFC 2046, 5.1 and 5.2), and only base64 keeps every byte of an attachment.
   */
  static String of(Optional<String> written) {
    return written
        .filter(type -> type.length() <= MAX_LENGTH)
        .flatMap(MediaType::usable)
        .orElse(FALLBACK);
  }

  private static Optional<String> usable(String written) {
    try {
      var type = new ContentType(CleanText.line(written));
      String primary = type.getPrimaryType().toLowerCase(Locale.ROOT);
      String sub = type.getSubType().toLowerCase(Locale.ROOT);
      boolean valid = NAME.matcher(primary).matches() && NAME.matcher(sub).matches();
      boolean composite = primary.equals("message") || primary.equals("multipart");
      return valid && !composite
          ? Optional.of(primary + "/" + sub + charset(primary, type))
          : Optional.empty();
    } catch (ParseException _) {
      return Optional.empty();
    }
  }

  private static String charset(String primary, ContentType type) {
    return Optional.ofNullable(type.getParameter("charset"))
        .filter(charset -> primary.equals("text") && CHARSET.matcher(charset).matches())
        .map(charset -> "; charset=" + charset.toLowerCase(Locale.ROOT))
        .orElse("");
  }
}
