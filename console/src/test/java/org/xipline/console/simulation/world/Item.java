package org.xipline.console.simulation.world;

import java.util.List;
import java.util.stream.Stream;
import org.xipline.schemas.identity.EmailAddress;

/**
 * An item of an archive.
 *
 * @param id also says which message it becomes: two items of one id are one message
 * @param claimCheck whether its message is in the payload store, and not in its record
 */
public record Item(String path, String id, List<Addressee> addressees, boolean claimCheck) {

  public String messageId() {
    return org.xipline.importer.mailbox.Messages.key(id).messageId();
  }

  Stream<EmailAddress> mailboxes() {
    return addressees.stream().map(Addressee::mailbox).distinct();
  }

  @Override
  public String toString() {
    return id + addressees;
  }
}
