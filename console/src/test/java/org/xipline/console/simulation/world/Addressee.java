package org.xipline.console.simulation.world;

import org.xipline.schemas.identity.EmailAddress;

/** A participant, and the mailbox that the address stands for. */
public record Addressee(String address, EmailAddress mailbox) {

  @Override
  public String toString() {
    return address;
  }
}
