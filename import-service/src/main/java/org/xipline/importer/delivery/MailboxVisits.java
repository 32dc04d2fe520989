package org.xipline.importer.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xipline.importer.folder.BatchResult;
import org.xipline.importer.folder.FolderDelivery;
import org.xipline.importer.mailbox.AppendResult;
import org.xipline.importer.mailbox.AppendResult.TryLater;
import org.xipline.importer.mailbox.Opening;
import org.xipline.importer.mailbox.OutgoingMessage;
import org.xipline.schemas.identity.EmailAddress;
import org.xipline.schemas.reason.DeadLetterReason;

/** Visits mailboxes, and tells the gate what that says of their server. */
final class MailboxVisits {
  private static final Logger LOGGER = LoggerFactory.getLogger(MailboxVisits.class);

  private final FolderDelivery folders;
  private final ServerGate server;
  private final Clock clock;
  private final boolean awaited;

  /**
   * @param awaited whether somebody waits for the end: then a visit fails where nobody gets in
   */
  MailboxVisits(FolderDelivery folders, ServerGate server, Clock clock, boolean awaited) {
    this.folders = folders;
    this.server = server;
    this.clock = clock;
    this.awaited = awaited;
  }

  /**
   * What came of a visit.
   *
   * @param results one for each message, in order
   * @param trouble empty if the server could be reached
   */
  record Visited(List<AppendResult> results, Optional<ServerImpairment> trouble) {}

  /**
   * Delivers messages into a mailbox.
   *
   * @param leave that the server gave for it
   * @throws CredentialLockoutException if nobody gets in, and somebody waits for the end
   */
  Visited deliver(EmailAddress mailbox, List<OutgoingMessage> messages, ProbePermit leave) {
    BatchResult result;
    try {
      result = folders.deliver(mailbox, messages);
    } catch (RuntimeException e) {
      // A bug in an adapter is its message's trouble, not everybody's.
      LOGGER.atError().addKeyValue("mailbox", mailbox).setCause(e).log("delivery failed");
      var later = new TryLater(DeadLetterReason.ATTEMPTS_EXHAUSTED, e.toString(), Duration.ZERO);
      return new Visited(Collections.nCopies(messages.size(), later), Optional.empty());
    }
    return judged(result, mailbox, messages.size(), leave);
  }

  /** Finds out whether the server can be reached, by a mailbox that could not. */
  void probe(EmailAddress mailbox, ProbePermit leave) {
    judged(folders.probe(mailbox), mailbox, 0, leave);
  }

  private Visited judged(
      BatchResult result, EmailAddress mailbox, int messages, ProbePermit leave) {
    Instant now = clock.instant();
    if (result.unavailable().isPresent()) {
      String words = result.unavailable().get();
      Instant since = server.lost(leave, mailbox, words, false, now);
      return new Visited(
          result.results(),
          Optional.of(new ServerImpairment(DeadLetterReason.ATTEMPTS_EXHAUSTED, words, since)));
    }
    if (result.refused().isPresent()) {
      Opening.LogInRefused refusal = result.refused().get();
      switch (CredentialLockout.of(refusal, now, awaited)) {
        case FAIL -> throw new CredentialLockoutException(refusal);
        case PAUSE -> {
          return lockedOut(refusal, mailbox, messages, leave, now);
        }
        case NONE -> {
          // It is the mailbox's, or will show.
        }
      }
    }
    server.reached();
    return new Visited(result.results(), Optional.empty());
  }

  private Visited lockedOut(
      Opening.LogInRefused refusal,
      EmailAddress mailbox,
      int messages,
      ProbePermit leave,
      Instant now) {
    Instant since = server.lost(leave, mailbox, refusal.toString(), true, now);
    AppendResult notTried = new AppendResult.NotTried(refusal.detail());
    return new Visited(
        Collections.nCopies(messages, notTried),
        Optional.of(new ServerImpairment(refusal.reason(), refusal.detail(), since)));
  }
}
