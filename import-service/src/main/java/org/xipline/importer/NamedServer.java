package org.xipline.importer;

import org.xipline.importer.mailbox.MailboxServer;
import org.xipline.schemas.record.MailboxPlace;

/** Opens the mailbox servers that connectors name. */
@FunctionalInterface
public interface NamedServer {

  /**
   * The server of this place, not connected yet; whoever asks for it closes it.
   *
   * @throws IllegalArgumentException if it cannot be used as it is named; says what to do
   * @throws java.io.UncheckedIOException if its directory cannot be created
   */
  MailboxServer open(MailboxPlace place);
}
