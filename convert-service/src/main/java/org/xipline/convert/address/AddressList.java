package org.xipline.convert.address;

import static java.util.stream.Collectors.joining;

import jakarta.mail.internet.MimeUtility;
import java.io.UnsupportedEncodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xipline.convert.address.Token.Kind;
import org.xipline.schemas.identity.EmailAddress;
import org.xipline.schemas.identity.LocalPart;

/**
 * A field of addresses: display names, groups, comments, routes and all that RFC 5322 calls
 * obsolete. Also read is what programs write against it, where it leaves no doubt who is meant:
 * unquoted display names with characters that need quotes, dots in odd places of a local part, a
 * group without its end, semicolons between addresses.
 *
 * <p>A field is read as a whole or not at all.
 *
 * @see "RFC 5322, 3.4 and 4.4; RFC 6532"
 */
public final class AddressList {
  private static final Pattern IN_ANGLE_BRACKETS = Pattern.compile("<([^<>]+)>");

  private final Tokens tokens;
  private final List<Person> people = new ArrayList<>();

  private AddressList(String field) throws UnreadableAddressException {
    tokens = new Tokens(field);
  }

  /**
   * Whom a field names; nobody if it is empty, or has but empty groups.
   *
   * @throws UnreadableAddressException if something in it is no address
   */
  public static List<Person> people(String field) throws UnreadableAddressException {
    var list = new AddressList(field);
    while (!list.tokens.peek().is(Kind.END)) {
      list.element(false);
    }
    return List.copyOf(list.people);
  }

  /** The one person that a text names: an address, with or without a display name. */
  public static Optional<Person> person(String text) {
    if (EmailAddress.parse(text).isPresent()) {
      return Optional.of(new Person(Optional.empty(), text));
    }
    try {
      var list = new AddressList(text);
      boolean group = list.element(false);
      boolean single = list.tokens.peek().is(Kind.END) && list.people.size() == 1 && !group;
      return single ? Optional.of(list.people.getFirst()) : Optional.empty();
    } catch (UnreadableAddressException _) {
      return Optional.empty();
    }
  }

  /** Those of a field that can be read, whatever stands beside them. */
  public static List<Person> readable(String field) {
    try {
      return people(field);
    } catch (UnreadableAddressException _) {
      List<Person> readable = new ArrayList<>();
      for (String element : field.split(",")) {
        readable.addAll(readableElement(element));
      }
      return readable;
    }
  }

  private static List<Person> readableElement(String element) {
    try {
      return people(element);
    } catch (UnreadableAddressException _) {
      Matcher address = IN_ANGLE_BRACKETS.matcher(element);
      return address.find() ? person(address.group(1)).stream().toList() : List.of();
    }
  }

  /** Reads an element with the delimiter that ends it; tells whether it was a group. */
  private boolean element(boolean inGroup) throws UnreadableAddressException {
    int start = tokens.peek().start();
    List<Token> words = new ArrayList<>();
    while (!tokens.peek().endsElement()) {
      Token token = tokens.take();
      switch (token.kind()) {
        case OPEN -> {
          inAngleBrackets(words, start);
          endElement(inGroup);
          return false;
        }
        case COLON -> {
          if (isGroupName(words, inGroup)) {
            group();
            return true;
          }
          words.add(token);
        }
        default -> words.add(token);
      }
    }
    if (!words.isEmpty()) {
      String address = address(words, start);
      people.add(new Person(tokens.takeComment().map(AddressList::decoded), address));
    }
    endElement(inGroup);
    return false;
  }

  /** Takes what ends an element; the semicolon of a group is left to it. */
  private void endElement(boolean inGroup) throws UnreadableAddressException {
    tokens.takeComment();
    if (tokens.peek().is(Kind.COMMA) || tokens.peek().is(Kind.SEMICOLON) && !inGroup) {
      tokens.take();
    }
  }

  private static boolean isGroupName(List<Token> words, boolean inGroup) {
    return !inGroup && !words.isEmpty() && words.stream().noneMatch(word -> word.is(Kind.AT));
  }

  /** The members of a group, up to its semicolon or the end of the field. */
  private void group() throws UnreadableAddressException {
    while (!tokens.peek().is(Kind.SEMICOLON) && !tokens.peek().is(Kind.END)) {
      element(true);
    }
    endElement(false);
  }

  private void inAngleBrackets(List<Token> name, int start) throws UnreadableAddressException {
    List<Token> inside = new ArrayList<>();
    while (!tokens.peek().is(Kind.CLOSE)) {
      if (tokens.peek().is(Kind.END)) {
        throw tokens.unreadable(start, "an angle bracket is not closed");
      }
      inside.add(tokens.take());
    }
    tokens.take();
    if (!tokens.peek().endsElement()) {
      throw tokens.unreadable(start, "text follows the angle brackets");
    }
    if (inside.isEmpty() && name.isEmpty()) {
      return; // the null address: nobody
    }
    String address = address(withoutRoute(inside), start);
    requireNoOtherAddress(name, address, start);
    people.add(new Person(Optional.of(decoded(text(name))), address));
  }

  /** The obsolete {@code <@relay,@relay:local@domain>}. */
  private static List<Token> withoutRoute(List<Token> inside) {
    for (int i = 0; i < inside.size(); i++) {
      if (inside.get(i).is(Kind.COLON)) {
        return isRoute(inside.subList(0, i)) ? inside.subList(i + 1, inside.size()) : inside;
      }
    }
    return inside;
  }

  /** Domains with an {@code @} before each, and commas between them. */
  private static boolean isRoute(List<Token> tokens) {
    int begin = 0;
    for (int end = 0; end <= tokens.size(); end++) {
      if (end == tokens.size() || tokens.get(end).is(Kind.COMMA)) {
        List<Token> relay = tokens.subList(begin, end);
        boolean usable =
            relay.isEmpty()
                || relay.getFirst().is(Kind.AT)
                    && domain(relay.subList(1, relay.size())).isPresent();
        if (!usable) {
          return false;
        }
        begin = end + 1;
      }
    }
    return true;
  }

  /** An address for a display name may be a second one whose comma is missing. */
  private void requireNoOtherAddress(List<Token> name, String address, int start)
      throws UnreadableAddressException {
    Optional<EmailAddress> other = addressIn(name).flatMap(EmailAddress::parse);
    if (other.isPresent() && !other.get().equals(new EmailAddress(address))) {
      throw tokens.unreadable(start, "two addresses are not separated by a comma");
    }
  }

  private String address(List<Token> words, int start) throws UnreadableAddressException {
    return addressIn(words).orElseThrow(() -> tokens.unreadable(start, "it contains no address"));
  }

  /** Empty if these tokens are no address. */
  private static Optional<String> addressIn(List<Token> words) {
    int at = 0;
    while (at < words.size() && !words.get(at).is(Kind.AT)) {
      at++;
    }
    if (at == words.size()) {
      return Optional.empty();
    }
    Optional<String> local = localPart(words.subList(0, at));
    Optional<String> domain = domain(words.subList(at + 1, words.size()));
    return local
        .flatMap(l -> domain.map(d -> l + "@" + d))
        .filter(address -> EmailAddress.parse(address).isPresent());
  }

  /** Words with dots between them; dots without words around them are passed over. */
  private static Optional<String> localPart(List<Token> tokens) {
    boolean afterWord = false;
    boolean anyWord = false;
    for (Token token : tokens) {
      boolean word = token.isWord();
      if (word && afterWord || !word && !token.is(Kind.DOT)) {
        return Optional.empty();
      }
      afterWord = word;
      anyWord |= word;
    }
    return anyWord ? LocalPart.of(concatenated(tokens)).map(LocalPart::plain) : Optional.empty();
  }

  /** A literal, or atoms with a dot between them, and perhaps one behind the last. */
  private static Optional<String> domain(List<Token> tokens) {
    if (tokens.size() == 1 && tokens.getFirst().is(Kind.DOMAIN_LITERAL)) {
      return Optional.of(tokens.getFirst().text());
    }
    for (int i = 0; i < tokens.size(); i++) {
      if (!tokens.get(i).is(i % 2 == 0 ? Kind.ATOM : Kind.DOT)) {
        return Optional.empty();
      }
    }
    return tokens.isEmpty() ? Optional.empty() : Optional.of(concatenated(tokens));
  }

  private static String concatenated(List<Token> tokens) {
    return tokens.stream().map(Token::text).collect(joining());
  }

  private static String text(List<Token> words) {
    var text = new StringBuilder();
    for (Token word : words) {
      text.append(word.spaced() && !text.isEmpty() ? " " : "").append(word.text());
    }
    return text.toString();
  }

  private static String decoded(String text) {
    try {
      return MimeUtility.decodeText(text);
    } catch (UnsupportedEncodingException _) {
      return text;
    }
  }
}
