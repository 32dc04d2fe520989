package org.xipline.importer.folder;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.xipline.importer.mailbox.AppendResult;
import org.xipline.importer.mailbox.AppendResult.Interrupted;
import org.xipline.importer.mailbox.AppendResult.NotStored;
import org.xipline.importer.mailbox.AppendResult.NotTried;
import org.xipline.importer.mailbox.AppendResult.Refused;
import org.xipline.importer.mailbox.AppendResult.TryLater;
import org.xipline.importer.mailbox.AppendResult.Unknown;
import org.xipline.importer.mailbox.AppendResult.Unresolved;
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
  private final FolderObserver observer;
  private final String name;

  /** To the only server that this memory is of. */
  public FolderDelivery(MailboxServer server, FolderMemory memory) {
    this(server, "", memory, FolderObserver.NONE);
  }

  /**
   * To one of the servers that this memory is of.
   *
   * @param name tells it apart from the others
   */
  public FolderDelivery(
      MailboxServer server, String name, FolderMemory memory, FolderObserver observer) {
    this.server = server;
    this.name = name;
    this.memory = memory;
    this.observer = observer;
  }

  /**
   * Delivers messages into one mailbox, in order.
   *
   * @param batch no two with the same key
   */
  public BatchResult deliver(EmailAddress address, List<OutgoingMessage> batch) {
    BatchResult first = visit(address, batch, visit -> visit.deliver(batch));
    List<Integer> unresolved = unresolved(first.results());
    if (unresolved.isEmpty() || first.unavailable().isPresent() || isThrottled(first)) {
      return first;
    }
    BatchResult second = resolve(address, batch, first.results(), unresolved);
    var results = new ArrayList<>(first.results());
    for (int i = 0; i < unresolved.size(); i++) {
      results.set(unresolved.get(i), second.results().get(i));
    }
    return new BatchResult(results, second.unavailable(), second.refused());
  }

  /** The server wants the mailbox left alone: what is not resolved is looked for after that. */
  private static boolean isThrottled(BatchResult result) {
    return result.results().stream().anyMatch(AppendResult.Throttled.class::isInstance);
  }

  /**
   * Finds out whether the server can be reached, by opening a mailbox; makes and changes nothing.
   */
  public BatchResult probe(EmailAddress address) {
    return switch (server.openExisting(address).orElse(null)) {
      case null -> BatchResult.answered(List.of());
      case Opening.Opened(Mailbox mailbox) -> {
        mailbox.close();
        yield BatchResult.answered(List.of());
      }
      case Opening.NotOpened refusal -> notOpened(List.of(), refusal);
    };
  }

  private BatchResult resolve(
      EmailAddress address,
      List<OutgoingMessage> batch,
      List<AppendResult> answers,
      List<Integer> unresolved) {
    List<OutgoingMessage> messages = unresolved.stream().map(batch::get).toList();
    List<NotStored> lost = unresolved.stream().map(i -> lost(answers.get(i))).toList();
    return visit(address, messages, visit -> visit.resolve(messages, lost));
  }

  /** What becomes of a message whose answer was lost, when it is not there. */
  private static NotStored lost(AppendResult answer) {
    return answer instanceof Interrupted(String detail)
        ? new NotTried(detail)
        : new TryLater(
            DeadLetterReason.ATTEMPTS_EXHAUSTED,
            "the response was lost, and the message is not in the folder: " + answer,
            Duration.ZERO);
  }

  private BatchResult visit(EmailAddress address, List<OutgoingMessage> batch, Errand errand) {
    return switch (server.open(address)) {
      case Opening.Opened(Mailbox mailbox) -> visit(address, mailbox, errand);
      case Opening.NotOpened refusal -> notOpened(batch, refusal);
    };
  }

  private static BatchResult notOpened(List<OutgoingMessage> batch, Opening.NotOpened refusal) {
    return switch (refusal) {
      case Opening.NotFound(String detail) ->
          all(batch, new Refused(DeadLetterReason.MAILBOX_NOT_FOUND, detail));
      case Opening.Denied(String detail) ->
          all(batch, new Refused(DeadLetterReason.MAILBOX_ACCESS_DENIED, detail));
      case Opening.Busy(NotStored cause) -> all(batch, cause);
      case Opening.Unavailable(String detail) ->
          new BatchResult(
              Collections.nCopies(batch.size(), new Unknown(detail)),
              Optional.of(detail),
              Optional.empty());
      case Opening.LogInRefused refused ->
          new BatchResult(
              Collections.nCopies(batch.size(), refused.cause()),
              Optional.empty(),
              Optional.of(refused));
    };
  }

  /** A visit that throws leaves the folder forgotten: it is learnt anew. */
  private BatchResult visit(EmailAddress address, Mailbox mailbox, Errand errand) {
    try (mailbox) {
      var folder = new FolderMemory.Folder(name, address);
      FolderContents contents = memory.recall(folder);
      List<AppendResult> results = errand.run(new FolderVisit(mailbox, contents, observer));
      memory.remember(folder, contents);
      return BatchResult.answered(results);
    }
  }

  private static BatchResult all(List<OutgoingMessage> batch, AppendResult result) {
    return BatchResult.answered(Collections.nCopies(batch.size(), result));
  }

  private static List<Integer> unresolved(List<AppendResult> results) {
    var indexes = new ArrayList<Integer>();
    for (int i = 0; i < results.size(); i++) {
      if (results.get(i) instanceof Unresolved) {
        indexes.add(i);
      }
    }
    return indexes;
  }

  @FunctionalInterface
  private interface Errand {
    List<AppendResult> run(FolderVisit visit);
  }
}
