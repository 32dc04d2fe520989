package org.xipline.convert.item;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xipline.schemas.identity.EmailAddress;

/** An address, or a field of them: display names, quotes, comments and groups understood. */
final class AddressField {

  private AddressField() {}

  /** The one person that a text names: an address, or a display name and one in angle brackets. */
  static Optional<Person> person(String text) {
    if (EmailAddress.parse(text).isPresent()) {
      return Optional.of(new Person(Optional.empty(), text));
    }
    if (!text.stripTrailing().endsWith(">")) {
      return Optional.empty();
    }
    try {
      List<Person> people = people(text);
      return people.size() == 1 ? Optional.of(people.getFirst()) : Optional.empty();
    } catch (UnreadableDocumentException _) {
      return Optional.empty();
    }
  }

  /**
   * Who it names.
   *
   * @throws UnreadableDocumentException if something in it is no address
   */
  static List<Person> people(String value) throws UnreadableDocumentException {
    try {
      List<Person> people = new ArrayList<>();
      for (InternetAddress address : InternetAddress.parseHeader(value, true)) {
        collect(address, people);
      }
      return people;
    } catch (AddressException e) {
      throw new UnreadableDocumentException(
          "is no list of addresses: " + Findings.quoted(unread(value, e)) + ", " + e.getMessage());
    }
  }

  /** The address that could not be read, as written. */
  private static String unread(String field, AddressException e) {
    String named = Optional.ofNullable(e.getRef()).orElse(field);
    if (!named.equals(field) || e.getPos() < 0) {
      return named;
    }
    int reached = Math.min(e.getPos(), field.length());
    int end = field.indexOf(',', reached);
    return field.substring(lastBegin(field, reached), end < 0 ? field.length() : end).strip();
  }

  /** Where in a list the last address begins that stands, or opens, before a place. */
  private static int lastBegin(String field, int place) {
    int begin = 0;
    char closing = 0;
    for (int i = 0; i < place; i++) {
      char c = field.charAt(i);
      if (c == '\\') {
        i++;
      } else if (closing != 0) {
        closing = c == closing ? 0 : closing;
      } else if (c == ',') {
        begin = i + 1;
      } else {
        closing = closing(c);
      }
    }
    return begin;
  }

  /** What ends that which a character opens; 0 if it opens nothing. */
  private static char closing(char c) {
    return switch (c) {
      case '"' -> '"';
      case '(' -> ')';
      case '<' -> '>';
      default -> 0;
    };
  }

  private static void collect(InternetAddress address, List<Person> people)
      throws AddressException, UnreadableDocumentException {
    if (!address.isGroup()) {
      people.add(person(address));
      return;
    }
    for (InternetAddress member : address.getGroup(true)) {
      collect(member, people);
    }
  }

  private static Person person(InternetAddress address) throws UnreadableDocumentException {
    String written = withoutRoute(Optional.ofNullable(address.getAddress()).orElse(""));
    if (EmailAddress.parse(written).isEmpty()) {
      throw new UnreadableDocumentException("holds no address in " + Findings.quoted(written));
    }
    return new Person(Optional.ofNullable(address.getPersonal()), written);
  }

  /** The obsolete {@code <@relay,@relay:local@domain>}. */
  private static String withoutRoute(String address) {
    return address.startsWith("@") ? address.substring(address.indexOf(':') + 1) : address;
  }
}
