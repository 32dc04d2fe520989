package org.xipline.schemas.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/**
 * An address as xipline compares it: lower case, domain as A-labels, local part in Unicode NFC. Two
 * spellings of one address are equal.
 *
 * @param value {@code local@domain}, at most 254 octets in UTF-8
 */
public record EmailAddress(String value) implements Comparable<EmailAddress> {
  /** RFC 5321, 4.5.3.1.3: a path has 256 octets, angle brackets included. */
  private static final int MAX_OCTETS = 254;

  public EmailAddress {
    Optional<String> canonical = canonical(value);
    if (canonical.isEmpty()) {
      throw new IllegalArgumentException("not an address: " + printable(value));
    }
    value = canonical.get();
  }

  /** Reads an address; empty when the text is none. White space around it is ignored. */
  public static Optional<EmailAddress> parse(String text) {
    return canonical(text).map(EmailAddress::new);
  }

  public String localPart() {
    return value.substring(0, value.lastIndexOf('@'));
  }

  /** Lower case, A-labels. */
  public String domain() {
    return value.substring(value.lastIndexOf('@') + 1);
  }

  private static Optional<String> canonical(String text) {
    String trimmed = text.strip();
    int at = trimmed.lastIndexOf('@');
    if (at <= 0 || trimmed.length() > MAX_OCTETS) {
      return Optional.empty();
    }
    String local = trimmed.substring(0, at);
    if (!isLocalPart(local)) {
      return Optional.empty();
    }
    String canonicalLocal =
        Normalizer.normalize(local, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    return canonicalDomain(trimmed.substring(at + 1))
        .map(domain -> canonicalLocal + "@" + domain)
        .filter(address -> address.getBytes(UTF_8).length <= MAX_OCTETS);
  }

  /** A domain in lower case with A-labels; empty when the text is no domain name. */
  public static Optional<String> canonicalDomain(String text) {
    try {
      String ascii = IDN.toASCII(text.strip(), IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
      boolean usable = !ascii.isEmpty() && ascii.length() <= 253 && !ascii.endsWith(".");
      return usable ? Optional.of(ascii) : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** Dot-atom or quoted string, loosely: what would break a header or a path is refused. */
  private static boolean isLocalPart(String local) {
    if (local.startsWith("\"") && local.endsWith("\"") && local.length() > 2) {
      return local.chars().noneMatch(Character::isISOControl) && local.indexOf('@') < 0;
    }
    return local.chars().noneMatch(EmailAddress::breaksAtom);
  }

  private static boolean breaksAtom(int c) {
    return Character.isISOControl(c)
        || Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || "()<>[]:;@\\,\"".indexOf(c) >= 0;
  }

  private static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }

  @Override
  public int compareTo(EmailAddress other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
