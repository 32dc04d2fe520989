package org.xipline.convert.address;

import java.util.Optional;
import org.xipline.schemas.identity.EmailAddress;

/**
 * Someone on an item's From, To, Cc or Bcc.
 *
 * @param name as the item has it, never blank
 * @param address as the item writes it: case kept, white space around it removed
 */
public record Person(Optional<String> name, String address) {
  public Person {
    name = name.filter(text -> !text.isBlank());
    address = address.strip();
    if (EmailAddress.parse(address).isEmpty()) {
      throw new IllegalArgumentException("a person has an address");
    }
  }

  /** The same, under another name; under the one it has where the other is blank. */
  public Person named(Optional<String> other) {
    return new Person(other.filter(text -> !text.isBlank()).or(() -> name), address);
  }

  /** The address as it is compared. */
  public EmailAddress email() {
    return new EmailAddress(address);
  }
}
