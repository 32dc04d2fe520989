package org.xipline.convert.mime;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.xipline.convert.address.Person;
import org.xipline.schemas.identity.EmailAddress;
import org.xipline.schemas.identity.LocalPart;
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
  private static final Pattern ASCII_DOMAIN = Pattern.compile("[A-Za-z0-9.-]*[A-Za-z0-9-]");
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
    return needsPlaceholder(address)
        ? placeholder(address)
        : LocalPart.parse(local(address)).orElseThrow().strict() + "@" + domain(address);
  }

  /** Whether a placeholder stands for it. */
  static boolean needsPlaceholder(String address) {
    return !isAscii(local(address.strip()));
  }

  private static String local(String address) {
    return address.substring(0, EmailAddress.separator(address));
  }

  private static String placeholder(String address) {
    byte[] canonical = new EmailAddress(address).value().getBytes(UTF_8);
    return Sha256.digest(canonical).hex().substring(0, PLACEHOLDER_DIGITS) + PLACEHOLDER_DOMAIN;
  }

  private static String domain(String address) {
    String written = address.substring(EmailAddress.separator(address) + 1);
    return ASCII_DOMAIN.matcher(written).matches() ? written : new EmailAddress(address).domain();
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
