package org.xipline.console.mapping;

import java.util.Optional;
import org.xipline.convert.routing.Route;
import org.xipline.schemas.identity.EmailAddress;

/**
 * One participant address.
 *
 * @param mailbox where its copies would go; empty unless mapped
 * @param items that name it
 */
public record AddressUse(
    EmailAddress address, Destination destination, Optional<EmailAddress> mailbox, long items) {

  /** What the rules make of an address. */
  public enum Destination {
    MAPPED("mapped"),
    UNMAPPED("unmapped"),
    EXTERNAL("external");

    private final String label;

    Destination(String label) {
      this.label = label;
    }

    /** As reports spell it. */
    public String label() {
      return label;
    }
  }

  static AddressUse once(Route route) {
    return switch (route) {
      case Route.ToMailbox(var address, var mailbox) ->
          new AddressUse(address, Destination.MAPPED, Optional.of(mailbox), 1);
      case Route.Unmapped(var address) ->
          new AddressUse(address, Destination.UNMAPPED, Optional.empty(), 1);
      case Route.External(var address) ->
          new AddressUse(address, Destination.EXTERNAL, Optional.empty(), 1);
    };
  }

  AddressUse plus(AddressUse more) {
    return new AddressUse(address, destination, mailbox, items + more.items);
  }
}
