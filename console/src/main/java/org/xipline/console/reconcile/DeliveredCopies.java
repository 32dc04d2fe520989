package org.xipline.console.reconcile;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.xipline.console.ledger.ArchiveKey;
import org.xipline.console.ledger.LedgerQueries;
import org.xipline.importer.mailbox.MailboxServer;
import org.xipline.importer.mailbox.Opening;
import org.xipline.schemas.identity.EmailAddress;
import org.xipline.schemas.identity.MessageKey;

/** Looks whether a server has messages that the ledger calls delivered. */
public final class DeliveredCopies {
  private static final int MAILBOXES = 10;

  private DeliveredCopies() {}

  /**
   * Whether one of the first mailboxes of an archive holds one of its messages on this server.
   *
   * @throws MailboxesUnreachableException if the server cannot be reached
   */
  public static boolean areIn(MailboxServer server, LedgerQueries ledger, ArchiveKey archive) {
    return delivered(ledger, archive).entrySet().stream()
        .anyMatch(mailbox -> holdsAny(server, mailbox.getKey(), mailbox.getValue()));
  }

  private static Map<String, Set<MessageKey>> delivered(LedgerQueries ledger, ArchiveKey archive) {
    Map<String, Set<MessageKey>> delivered = new HashMap<>();
    ledger.forEachLoggedPair(
        archive,
        logged -> {
          RecordedPair pair = RecordedPair.of(logged);
          String mailbox = logged.state().mailbox();
          if (pair.isThere() && (delivered.size() < MAILBOXES || delivered.containsKey(mailbox))) {
            pair.key()
                .ifPresent(
                    key -> delivered.computeIfAbsent(mailbox, _ -> new HashSet<>()).add(key));
          }
        });
    return delivered;
  }

  private static boolean holdsAny(MailboxServer server, String mailbox, Set<MessageKey> keys) {
    Optional<Opening> opening = EmailAddress.parse(mailbox).flatMap(server::openExisting);
    return switch (opening.orElse(null)) {
      case null -> false;
      case Opening.Opened(var folder) -> {
        try (folder) {
          var found = new AtomicBoolean();
          var _ =
              folder.survey(copy -> {
                if (keys.contains(copy.label().key())) {
                  found.set(true);
                }
              });
          yield found.get();
        }
      }
      case Opening.Unavailable(String words) -> throw new MailboxesUnreachableException(words);
      case Opening.LogInRefused refusal ->
          throw new MailboxesUnreachableException(refusal.toString());
      case Opening.NotFound _, Opening.Denied _, Opening.Busy _ -> false;
    };
  }
}
