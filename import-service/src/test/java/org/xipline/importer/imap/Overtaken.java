package org.xipline.importer.imap;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.xipline.importer.mailbox.AppendResult;
import org.xipline.importer.mailbox.Confirmation;
import org.xipline.importer.mailbox.ContentDigest;
import org.xipline.importer.mailbox.CopyPlace;
import org.xipline.importer.mailbox.FiledCopy;
import org.xipline.importer.mailbox.Findings;
import org.xipline.importer.mailbox.FolderPosition;
import org.xipline.importer.mailbox.Look;
import org.xipline.importer.mailbox.Mailbox;
import org.xipline.importer.mailbox.MailboxServer;
import org.xipline.importer.mailbox.Opening;
import org.xipline.importer.mailbox.OutgoingMessage;
import org.xipline.importer.mailbox.ReadBack;
import org.xipline.importer.mailbox.Removal;
import org.xipline.importer.mailbox.Settlement;
import org.xipline.importer.mailbox.StoredMessage;
import org.xipline.schemas.identity.EmailAddress;

/** A server on which something always happens between the look and the append. */
record Overtaken(MailboxServer server, Runnable meanwhile) implements MailboxServer {

  @Override
  public Opening open(EmailAddress address) {
    return switch (server.open(address)) {
      case Opening.Opened(Mailbox mailbox) ->
          new Opening.Opened(new OvertakenMailbox(mailbox, meanwhile));
      case Opening other -> other;
    };
  }

  @Override
  public Optional<Opening> openExisting(EmailAddress address) {
    return server.openExisting(address);
  }

  @Override
  public void close() {
    server.close();
  }

  private record OvertakenMailbox(Mailbox mailbox, Runnable meanwhile) implements Mailbox {

    @Override
    public Look look(FolderPosition since, Findings findings) {
      return mailbox.look(since, findings);
    }

    @Override
    public Confirmation confirm(Collection<StoredMessage> messages) {
      return mailbox.confirm(messages);
    }

    @Override
    public List<AppendResult> append(List<OutgoingMessage> batch) {
      meanwhile.run();
      return mailbox.append(batch);
    }

    @Override
    public Settlement settle(FolderPosition since, List<StoredMessage> own, Findings findings) {
      return mailbox.settle(since, own, findings);
    }

    @Override
    public ReadBack survey(Consumer<FiledCopy> visitor) {
      return mailbox.survey(visitor);
    }

    @Override
    public ReadBack digest(
        Collection<CopyPlace> places, BiConsumer<CopyPlace, ContentDigest> visitor) {
      return mailbox.digest(places, visitor);
    }

    @Override
    public Removal remove(Collection<CopyPlace> places) {
      return mailbox.remove(places);
    }

    @Override
    public void close() {
      mailbox.close();
    }
  }
}
