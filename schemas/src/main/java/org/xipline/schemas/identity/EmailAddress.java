package org.xipline.schemas.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An address as xipline compares it: lower case, domain as A-labels, local part in Unicode NFC and
 * in quotes only where it needs them. Two spellings of one address are equal.
 *
 * @param value {@code local@domain}, at most 254 octets in UTF-8
 */
public record EmailAddress(String value) implements Comparable<EmailAddress> {
  /** RFC 5321, 4.5.3.1.3: a path has 256 octets, angle brackets included. */
  private static final int MAX_OCTETS = 254;

  private static final int MAX_DOMAIN = 253;

  /** RFC 5322, 3.4.1: atoms with dots between them, or a literal; looser than host names are. */
  private static final Pattern DOMAIN =
      Pattern.compile(
          "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
              + "|\\[[!-Z^-~]*\\]");

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

  /** Where an address has the {@code @} before its domain; negative if it has none. */
  public static int separator(String address) {
    return address.endsWith("]") ? address.lastIndexOf("@[") : address.lastIndexOf('@');
  }

  public String localPart() {
    return value.substring(0, separator(value));
  }

  /** Lower case; A-labels, or a literal in brackets. */
  public String domain() {
    return value.substring(separator(value) + 1);
  }

  private static Optional<String> canonical(String text) {
    String trimmed = text.strip();
    int at = separator(trimmed);
    if (at <= 0 || trimmed.length() > MAX_OCTETS) {
      return Optional.empty();
    }
    Optional<String> local = canonicalLocalPart(trimmed.substring(0, at));
    return canonicalDomain(trimmed.substring(at + 1))
        .flatMap(domain -> local.map(l -> l + "@" + domain))
        .filter(address -> address.getBytes(UTF_8).length <= MAX_OCTETS);
  }

  private static Optional<String> canonicalLocalPart(String written) {
    return LocalPart.parse(written)
        .map(local -> normalized(normalized(local.content()).toLowerCase(Locale.ROOT)))
        .flatMap(LocalPart::of)
        .map(LocalPart::plain);
  }

  private static String normalized(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC);
  }

  /**
   * A domain in lower case with A-labels, or a domain literal; empty when the text is neither. The
   * dot of the root at its end says nothing.
   */
  public static Optional<String> canonicalDomain(String text) {
    String written = text.strip();
    return (written.startsWith("[") ? Optional.of(written) : ascii(written))
        .map(domain -> domain.toLowerCase(Locale.ROOT))
        .map(domain -> domain.endsWith(".") ? domain.substring(0, domain.length() - 1) : domain)
        .filter(domain -> domain.length() <= MAX_DOMAIN)
        .filter(domain -> DOMAIN.matcher(domain).matches());
  }

  private static Optional<String> ascii(String domain) {
    if (domain.chars().allMatch(c -> c < 0x80)) {
      return Optional.of(domain);
    }
    try {
      return Optional.of(IDN.toASCII(domain));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
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
