package org.xipline.console.reconcile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.xipline.console.ledger.ArchiveKey;
import org.xipline.importer.mailbox.CopyLocation;
import org.xipline.importer.mailbox.Mailbox;
import org.xipline.importer.mailbox.MailboxServer;
import org.xipline.importer.mailbox.MessageLabel;
import org.xipline.importer.mailbox.Opening;
import org.xipline.importer.mailbox.ReadBack;
import org.xipline.schemas.identity.EmailAddress;
import org.xipline.schemas.identity.MessageKey;

/** What came of reading a mailbox back: what concerns an archive, and nothing else. */
sealed interface MailboxReading {

  /** All of it was read. */
  record Complete(List<FoundCopy> copies) implements MailboxReading {}

  /** It cannot be read, and others may. */
  record Unreadable(String words) implements MailboxReading {}

  /** No mailbox of the server can be read. */
  record ServerLost(String words) implements MailboxReading {}

  /**
   * Reads the copies of the messages that the ledger calls delivered, and whatever else says that
   * it is of the archive. Where there is no folder there are none. A connection may be lost once.
   */
  static MailboxReading of(MailboxServer server, ArchiveKey archive, MailboxRecord record) {
    Optional<EmailAddress> address = EmailAddress.parse(record.mailbox());
    if (address.isEmpty()) {
      return new Unreadable("no address: " + record.mailbox());
    }
    Set<MessageKey> delivered = record.deliveredKeys();
    MailboxReading first = read(server, address.get(), archive, delivered);
    return first instanceof Complete ? first : read(server, address.get(), archive, delivered);
  }

  private static MailboxReading read(
      MailboxServer server, EmailAddress address, ArchiveKey archive, Set<MessageKey> delivered) {
    Optional<Opening> opening = server.openExisting(address);
    if (opening.isEmpty()) {
      return new Complete(List.of());
    }
    return switch (opening.get()) {
      case Opening.NotFound(String detail) -> new Unreadable(detail);
      case Opening.Denied(String detail) -> new Unreadable(detail);
      case Opening.Busy(var cause) -> new Unreadable(cause.toString());
      case Opening.LogInRefused refusal ->
          refusal.proven() && refusal.mailboxes() <= 1
              ? new Unreadable(refusal.detail())
              : new ServerLost(refusal.toString());
      case Opening.Unavailable(String detail) -> new ServerLost(detail);
      case Opening.Opened(Mailbox mailbox) -> {
        try (mailbox) {
          yield read(mailbox, archive, delivered);
        }
      }
    };
  }

  private static MailboxReading read(
      Mailbox mailbox, ArchiveKey archive, Set<MessageKey> delivered) {
    Map<CopyLocation, MessageLabel> concerned = new LinkedHashMap<>();
    ReadBack surveyed =
        mailbox.survey(copy -> {
          if (delivered.contains(copy.label().key()) || Comparison.isOf(archive, copy.label())) {
            concerned.put(copy.place(), copy.label());
          }
        });
    if (surveyed instanceof ReadBack.Failed(String words)) {
      return new Unreadable(words);
    }
    Map<CopyLocation, FoundCopy> found = new LinkedHashMap<>();
    ReadBack read =
        mailbox.digest(
            concerned.keySet(),
            (place, content) -> {
              MessageLabel label = concerned.get(place);
              if (label != null) {
                found.put(place, new FoundCopy(place, label, content));
              }
            });
    return read instanceof ReadBack.Failed(String words)
        ? new Unreadable(words)
        : new Complete(inOrder(concerned, found));
  }

  /** As the survey showed them. */
  private static List<FoundCopy> inOrder(
      Map<CopyLocation, MessageLabel> concerned, Map<CopyLocation, FoundCopy> found) {
    var copies = new ArrayList<FoundCopy>();
    for (CopyLocation place : concerned.keySet()) {
      FoundCopy copy = found.get(place);
      if (copy != null) {
        copies.add(copy);
      }
    }
    return copies;
  }
}
