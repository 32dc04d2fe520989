package org.xipline.importer.mailbox;

import java.util.Optional;
import org.xipline.schemas.identity.EmailAddress;

/**
 * A server of mailboxes, or what stands for one. Safe for use by many threads; a mailbox is opened
 * by one at a time.
 */
public interface MailboxServer extends AutoCloseable {

  /** Opens the folder XIP of a mailbox, creating the folder where it is absent. */
  Opening open(EmailAddress mailbox);

  /** Opens the folder XIP of a mailbox as it is; empty where there is none. Makes nothing. */
  Optional<Opening> openExisting(EmailAddress mailbox);

  /**
   * Tries whether the server can be reached now, without a log-in; takes seconds at most.
   *
   * @return what is in the way, in words; empty if nothing is
   */
  Optional<String> obstacle();

  /** Gives connections back; open mailboxes are unusable afterwards. */
  @Override
  void close();
}
