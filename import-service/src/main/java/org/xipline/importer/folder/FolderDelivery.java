package org.xipline.importer.folder;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.xipline.importer.mailbox.AppendResult;
import org.xipline.importer.mailbox.AppendResult.Refused;
import org.xipline.importer.mailbox.AppendResult.TryLater;
import org.xipline.importer.mailbox.AppendResult.Unknown;
import org.xipline.importer.mailbox.Mailbox;
import org.xipline.importer.mailbox.MailboxServer;
import org.xipline.importer.mailbox.Opening;
import org.xipline.importer.mailbox.OutgoingMessage;
import org.xipline.schemas.identity.EmailAddress;
import org.xipline.schemas.reason.DeadLetterReason;

/**
 * Delivers batches into folders so that <em>one copy is at rest, and never none</em>: what a folder
 * holds is learnt before the first append and remembered; what is remembered is confirmed before it
 * counts; an append whose answer was lost is resolved by looking, not by repeating. Safe for use by
 * many threads, one for each mailbox.
 */
public final class FolderDelivery {
  private final MailboxServer server;
  private final FolderMemory memory;

  public FolderDelivery(MailboxServer server, FolderMemory memory) {
    this.server = server;
    this.memory = memory;
  }

  /**
   * Delivers messages into one mailbox, in order.
   *
   * @param batch no two with the same key
   */
  public BatchResult deliver(EmailAddress address, List<OutgoingMessage> batch) {
    BatchResult first = visit(address, batch, FolderVisit::deliver);
    List<Integer> unanswered = unanswered(first.results());
    if (unanswered.isEmpty() || first.unavailable().isPresent()) {
      return first;
    }
    BatchResult second =
        visit(address, unanswered.stream().map(batch::get).toList(), FolderVisit::resolve);
    var results = new ArrayList<>(first.results());
    for (int i = 0; i < unanswered.size(); i++) {
      results.set(unanswered.get(i), second.results().get(i));
    }
    return new BatchResult(results, second.unavailable());
  }

  private BatchResult visit(EmailAddress address, List<OutgoingMessage> batch, Errand errand) {
    return switch (server.open(address)) {
      case Opening.Opened(Mailbox mailbox) -> visit(address, mailbox, batch, errand);
      case Opening.NotFound(String detail) ->
          all(batch, new Refused(DeadLetterReason.MAILBOX_NOT_FOUND, detail));
      case Opening.Denied(String detail) ->
          all(batch, new Refused(DeadLetterReason.MAILBOX_ACCESS_DENIED, detail));
      case Opening.Busy(String detail, Duration wait) ->
          all(batch, new TryLater(DeadLetterReason.ATTEMPTS_EXHAUSTED, detail, wait));
      case Opening.Unavailable(String detail) ->
          new BatchResult(
              Collections.nCopies(batch.size(), new Unknown(detail)), Optional.of(detail));
    };
  }

  /** A visit that throws leaves the folder forgotten: it is learnt anew. */
  private BatchResult visit(
      EmailAddress address, Mailbox mailbox, List<OutgoingMessage> batch, Errand errand) {
    try (mailbox) {
      FolderContents contents = memory.recall(address);
      List<AppendResult> results = errand.run(new FolderVisit(mailbox, contents), batch);
      memory.remember(address, contents);
      return BatchResult.answered(results);
    }
  }

  private static BatchResult all(List<OutgoingMessage> batch, AppendResult result) {
    return BatchResult.answered(Collections.nCopies(batch.size(), result));
  }

  private static List<Integer> unanswered(List<AppendResult> results) {
    var indexes = new ArrayList<Integer>();
    for (int i = 0; i < results.size(); i++) {
      if (results.get(i) instanceof Unknown) {
        indexes.add(i);
      }
    }
    return indexes;
  }

  @FunctionalInterface
  private interface Errand {
    List<AppendResult> run(FolderVisit visit, List<OutgoingMessage> batch);
  }
}
