package org.xipline.convert.mime;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.xipline.convert.item.Person;
import org.xipline.schemas.identity.EmailAddress;
import org.xipline.schemas.identity.Sha256;

/**
 * Addresses as a header may hold them, in ASCII.
 *
 * <p>A domain becomes A-labels. A local part outside ASCII has no form that every mailbox server
 * takes: a placeholder that names nobody stands for it, and a field of its own says what it is.
 *
 * @see "RFC 5322, 3.4; RFC 6532"
 */
final class AddressSyntax {
  private static final Pattern DOT_ATOM =
      Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*");
  private static final Pattern ASCII_DOMAIN = Pattern.compile("[A-Za-z0-9.-]+");
  private static final String PLACEHOLDER_DOMAIN = "@internationalized.invalid";
  private static final int PLACEHOLDER_DIGITS = 16;
  private static final int MAX_QUOTED_NAME = 400;

  private AddressSyntax() {}

  /** Name and address; the parts that a line may be folded between. */
  static List<String> words(Person person) {
    String address = addrSpec(person.address());
    Optional<String> name = person.name().map(CleanText::line).filter(text -> !text.isBlank());
    return name.map(
            text -> Stream.concat(phrase(text).stream(), Stream.of("<" + address + ">")).toList())
        .orElse(List.of(address));
  }

  /** The address, or its placeholder. */
  static String addrSpec(String written) {
    String address = written.strip();
    int at = address.lastIndexOf('@');
    String local = address.substring(0, at);
    if (!isAscii(local)) {
      return placeholder(address);
    }
    return quotedIfNeeded(local) + "@" + domain(address);
  }

  /** Whether a placeholder stands for it. */
  static boolean needsPlaceholder(String address) {
    return !isAscii(address.strip().substring(0, address.strip().lastIndexOf('@')));
  }

  private static String placeholder(String address) {
    byte[] canonical = new EmailAddress(address).value().getBytes(UTF_8);
    return Sha256.digest(canonical).hex().substring(0, PLACEHOLDER_DIGITS) + PLACEHOLDER_DOMAIN;
  }

  private static String domain(String address) {
    String written = address.substring(address.lastIndexOf('@') + 1);
    return ASCII_DOMAIN.matcher(written).matches() ? written : new EmailAddress(address).domain();
  }

  private static String quotedIfNeeded(String local) {
    if (DOT_ATOM.matcher(local).matches()) {
      return local;
    }
    boolean quoted = local.length() > 1 && local.startsWith("\"") && local.endsWith("\"");
    return quoted(quoted ? unquoted(local) : local);
  }

  private static String unquoted(String quoted) {
    return quoted.substring(1, quoted.length() - 1).replaceAll("\\\\(.)", "$1");
  }

  private static List<String> phrase(String name) {
    boolean quotable =
        name.length() <= MAX_QUOTED_NAME
            && name.chars().allMatch(c -> c >= ' ' && c <= '~')
            && !name.contains("=?");
    return quotable ? List.of(quoted(name)) : EncodedWords.ofPhrase(name);
  }

  /** An RFC 5322 quoted string. */
  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c >= ' ' && c <= '~');
  }
}
