package org.xipline.importer.mailbox;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.xipline.schemas.identity.EmailAddress;

/** The fake keeps the contract too; else tests that use it prove nothing. */
class InMemoryMailboxServerTest implements MailboxContract {
  private final InMemoryMailboxServer server = new InMemoryMailboxServer();

  @Override
  public MailboxServer server() {
    return server;
  }

  @Override
  public List<byte[]> contentsOf(EmailAddress mailbox) {
    return server.contentsOf(mailbox);
  }

  @Override
  public Optional<Instant> internalDateOf(EmailAddress mailbox) {
    return server.internalDateOf(mailbox);
  }

  @Override
  public void storeByOtherMeans(EmailAddress mailbox, byte[] message) {
    server.store(mailbox, message, null);
  }

  @Override
  public void removeAll(EmailAddress mailbox) {
    server.removeAll(mailbox);
  }
}
