package org.xipline.importer.mailbox;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.xipline.schemas.identity.EmailAddress;

/** A server that a test stands before: what the test does not take up goes through to it. */
public record InterceptedServer(MailboxServer server, Interception interception)
    implements MailboxServer {

  /** What the test does. */
  public interface Interception {

    /** Before a mailbox is opened. */
    default void opening(EmailAddress mailbox) {}

    /** In place of an append. */
    default List<AppendResult> append(Mailbox mailbox, List<OutgoingMessage> batch) {
      return mailbox.append(batch);
    }
  }

  @Override
  public Opening open(EmailAddress address) {
    interception.opening(address);
    return switch (server.open(address)) {
      case Opening.Opened(Mailbox mailbox) ->
          new Opening.Opened(new InterceptedMailbox(mailbox, interception));
      case Opening other -> other;
    };
  }

  @Override
  public Optional<Opening> openExisting(EmailAddress address) {
    return server.openExisting(address);
  }

  @Override
  public Optional<String> obstacle() {
    return server.obstacle();
  }

  @Override
  public void close() {
    server.close();
  }

  private record InterceptedMailbox(Mailbox mailbox, Interception interception) implements Mailbox {

    @Override
    public List<AppendResult> append(List<OutgoingMessage> batch) {
      return interception.append(mailbox, batch);
    }

    @Override
    public LookResult look(FolderPosition since, FoundMessageListener findings) {
      return mailbox.look(since, findings);
    }

    @Override
    public Confirmation confirm(Collection<StoredMessage> messages) {
      return mailbox.confirm(messages);
    }

    @Override
    public Settlement settle(
        FolderPosition since, List<StoredMessage> own, FoundMessageListener findings) {
      return mailbox.settle(since, own, findings);
    }

    @Override
    public ReadBack survey(Consumer<FiledCopy> visitor) {
      return mailbox.survey(visitor);
    }

    @Override
    public ReadBack digest(
        Collection<CopyLocation> places, BiConsumer<CopyLocation, ContentDigest> visitor) {
      return mailbox.digest(places, visitor);
    }

    @Override
    public Removal remove(Collection<CopyLocation> places) {
      return mailbox.remove(places);
    }

    @Override
    public void close() {
      mailbox.close();
    }
  }
}
