package org.xipline.importer.imap.dovecot;

import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPMessage;
import org.xipline.schemas.identity.EmailAddress;

/** Looks into folders XIP as their owner does, with a mail client of its own. */
public final class ImapView {
  private static final String FOLDER = "INBOX/XIP";

  private final DovecotServer server;

  public ImapView(DovecotServer server) {
    this.server = server;
  }

  /** What the folder holds, octet by octet, in order. */
  public List<byte[]> contentsOf(EmailAddress mailbox) throws IOException {
    return with(
        mailbox,
        folder -> {
          var contents = new ArrayList<byte[]>();
          for (Message message : folder.getMessages()) {
            var content = new ByteArrayOutputStream();
            ((IMAPMessage) message).setPeek(true);
            message.writeTo(content);
            contents.add(content.toByteArray());
          }
          return contents;
        });
  }

  public List<Long> uidsIn(EmailAddress mailbox) throws IOException {
    return with(
        mailbox,
        folder -> {
          var uids = new ArrayList<Long>();
          for (Message message : folder.getMessages()) {
            uids.add(folder.getUID(message));
          }
          return uids;
        });
  }

  public long uidValidityOf(EmailAddress mailbox) throws IOException {
    return with(mailbox, IMAPFolder::getUIDValidity);
  }

  public Optional<Instant> internalDateOf(EmailAddress mailbox) throws IOException {
    return with(mailbox, folder -> Optional.of(folder.getMessage(1).getReceivedDate().toInstant()));
  }

  public boolean isSeen(EmailAddress mailbox) throws IOException {
    return with(mailbox, folder -> folder.getMessage(1).isSet(Flags.Flag.SEEN));
  }

  public boolean isSubscribed(EmailAddress mailbox) throws IOException {
    return with(mailbox, Folder::isSubscribed);
  }

  public void append(EmailAddress mailbox, byte[] message) throws IOException {
    with(
        mailbox,
        folder -> {
          Message parsed =
              new MimeMessage(
                  Session.getInstance(new Properties()), new ByteArrayInputStream(message));
          folder.appendMessages(new Message[] {parsed});
          return true;
        });
  }

  public void removeAll(EmailAddress mailbox) throws IOException {
    with(
        mailbox,
        folder -> {
          for (Message message : folder.getMessages()) {
            message.setFlag(Flags.Flag.DELETED, true);
          }
          return folder.expunge().length;
        });
  }

  /** Removes the folder, if it is there: its next UIDVALIDITY is another one. */
  public void deleteFolder(EmailAddress mailbox) throws IOException {
    try (Store store = connect(mailbox)) {
      Folder folder = store.getFolder(FOLDER);
      if (folder.exists()) {
        folder.delete(false);
      }
    } catch (MessagingException e) {
      throw new IOException(e);
    }
  }

  private <T> T with(EmailAddress mailbox, Work<T> work) throws IOException {
    try (Store store = connect(mailbox);
        IMAPFolder folder = (IMAPFolder) store.getFolder(FOLDER)) {
      folder.open(Folder.READ_WRITE);
      return work.on(folder);
    } catch (MessagingException e) {
      throw new IOException(e);
    }
  }

  private Store connect(EmailAddress mailbox) throws MessagingException {
    Store store = Session.getInstance(new Properties()).getStore("imap");
    store.connect("127.0.0.1", server.port(), mailbox.value(), DovecotServer.PASSWORD);
    return store;
  }

  @FunctionalInterface
  private interface Work<T> {
    T on(IMAPFolder folder) throws MessagingException, IOException;
  }
}
