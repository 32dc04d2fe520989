package org.xipline.convert.item;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xipline.schemas.identity.EmailAddress;

/** An address field of a message: display names, quotes, comments and groups understood. */
final class AddressField {

  private AddressField() {}

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
          "is no list of addresses: " + Findings.quoted(value) + ", " + e.getMessage());
    }
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
