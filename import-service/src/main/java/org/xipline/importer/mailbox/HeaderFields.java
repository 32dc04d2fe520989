package org.xipline.importer.mailbox;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Picks a few fields out of a header, however long it is; of a field that is there twice, the first
 * counts. Takes bounded memory: of a field that is too long to be one of ours the beginning is
 * kept.
 */
final class HeaderFields {
  private static final int MAX_FIELD = 256 << 10;

  private final Set<String> wanted;
  private final Map<String, String> found = new HashMap<>();

  private HeaderFields(Set<String> wanted) {
    this.wanted = wanted;
  }

  /**
   * The values of fields, unfolded, as far as they are there.
   *
   * @param message the message, or its header alone; line ends CRLF or LF
   * @param wanted names in lower case
   */
  static Map<String, String> read(InputStream message, Set<String> wanted) throws IOException {
    var fields = new HeaderFields(wanted);
    fields.read(message);
    return fields.found;
  }

  private void read(InputStream message) throws IOException {
    var field = new StringBuilder();
    var line = new StringBuilder();
    while (true) {
      int octet = message.read();
      if (octet >= 0 && octet != '\n') {
        if (line.length() < MAX_FIELD) {
          line.append((char) octet);
        }
        continue;
      }
      boolean folded = !line.isEmpty() && (line.charAt(0) == ' ' || line.charAt(0) == '\t');
      if (!folded) {
        take(field);
        field.setLength(0);
      }
      if (octet < 0 || isEnd(line)) {
        take(octet < 0 ? field.append(line) : field);
        return;
      }
      if (field.length() < MAX_FIELD) {
        field.append(line);
      }
      line.setLength(0);
    }
  }

  private boolean isEnd(StringBuilder line) {
    return line.isEmpty()
        || (line.length() == 1 && line.charAt(0) == '\r')
        || found.size() == wanted.size();
  }

  private void take(StringBuilder field) {
    int colon = field.indexOf(":");
    if (colon < 0) {
      return;
    }
    String name = field.substring(0, colon).strip().toLowerCase(Locale.ROOT);
    if (wanted.contains(name)) {
      found.putIfAbsent(name, valueOf(field, colon));
    }
  }

  /** A Message-ID may hold UTF-8 (RFC 6532); it was read octet by octet. */
  private static String valueOf(StringBuilder field, int colon) {
    String octets = field.substring(colon + 1).replace("\r", "").strip();
    return new String(octets.getBytes(ISO_8859_1), UTF_8);
  }
}
