package org.xipline.importer.folder;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xipline.importer.mailbox.AppendResult;
import org.xipline.importer.mailbox.AppendResult.AlreadyPresent;
import org.xipline.importer.mailbox.AppendResult.Appended;
import org.xipline.importer.mailbox.AppendResult.NotStored;
import org.xipline.importer.mailbox.Confirmation;
import org.xipline.importer.mailbox.FolderPosition;
import org.xipline.importer.mailbox.LookResult;
import org.xipline.importer.mailbox.Mailbox;
import org.xipline.importer.mailbox.MessageFingerprint;
import org.xipline.importer.mailbox.OutgoingMessage;
import org.xipline.importer.mailbox.Settlement;
import org.xipline.importer.mailbox.StoredMessage;

/** One batch in one opened folder: look, leave out what is there, append, settle. */
final class FolderVisit {
  private static final Logger LOGGER = LoggerFactory.getLogger(FolderVisit.class);

  private final Mailbox mailbox;
  private final FolderContents contents;
  private final FolderObserver observer;
  private final Map<MessageFingerprint, AppendResult> results = new HashMap<>();

  FolderVisit(Mailbox mailbox, FolderContents contents, FolderObserver observer) {
    this.mailbox = mailbox;
    this.contents = contents;
    this.observer = observer;
  }

  /** Delivers the batch; one result for each message, in order. */
  List<AppendResult> deliver(List<OutgoingMessage> batch) {
    if (look(batch) && confirmPresent(batch)) {
      List<OutgoingMessage> absent =
          batch.stream().filter(message -> !results.containsKey(message.fingerprint())).toList();
      if (!absent.isEmpty()) {
        append(absent);
      }
    }
    return resultsOf(batch);
  }

  /**
   * Says of messages whose answer was lost whether they are there; appends nothing. They were
   * absent before, so their oldest copies are ours, or those of another importer meanwhile.
   *
   * @return for each message where it is, or {@code lost} for those that are not there
   */
  List<AppendResult> resolve(List<OutgoingMessage> unanswered, List<NotStored> lost) {
    if (look(unanswered)) {
      for (int i = 0; i < unanswered.size(); i++) {
        MessageFingerprint message = unanswered.get(i).fingerprint();
        List<StoredMessage> copies = contents.copiesOf(message);
        results.put(message, copies.isEmpty() ? lost.get(i) : appended(copies.getFirst()));
      }
    }
    return resultsOf(unanswered);
  }

  private boolean look(List<OutgoingMessage> batch) {
    return switch (mailbox.look(contents.position(), contents)) {
      case LookResult.Unread(NotStored cause) -> fail(batch, cause);
      case LookResult.Seen(FolderPosition position) -> {
        contents.reached(position);
        removeSecondCopies();
        yield true;
      }
    };
  }

  /** What an importer left that was killed before it could settle. */
  private void removeSecondCopies() {
    List<StoredMessage> secondCopies = contents.takeSecondCopies();
    if (!secondCopies.isEmpty()) {
      settle(FolderPosition.START, secondCopies);
    }
  }

  /** What is remembered may have been removed since: only what is confirmed counts as present. */
  private boolean confirmPresent(List<OutgoingMessage> batch) {
    List<StoredMessage> remembered =
        batch.stream()
            .flatMap(message -> contents.copiesOf(message.fingerprint()).stream())
            .toList();
    if (remembered.isEmpty()) {
      return true;
    }
    return switch (mailbox.confirm(remembered)) {
      case Confirmation.Unread(NotStored cause) -> fail(batch, cause);
      case Confirmation.Held(Set<StoredMessage> held) -> {
        remembered.forEach(message -> keepOrForget(message, held.contains(message)));
        yield true;
      }
    };
  }

  private void keepOrForget(StoredMessage message, boolean held) {
    if (held) {
      results.putIfAbsent(message.fingerprint(), present(message));
    } else {
      contents.forget(message);
    }
  }

  private void append(List<OutgoingMessage> absent) {
    List<AppendResult> answers = measured(absent);
    var own = new ArrayList<StoredMessage>();
    for (int i = 0; i < absent.size(); i++) {
      MessageFingerprint message = absent.get(i).fingerprint();
      results.put(message, answers.get(i));
      if (answers.get(i) instanceof Appended(long uidValidity, long uid)) {
        own.add(new StoredMessage(message, uidValidity, uid));
      }
    }
    if (!own.isEmpty()) {
      settle(contents.position(), own);
    }
  }

  private List<AppendResult> measured(List<OutgoingMessage> absent) {
    long bytes = absent.stream().mapToLong(OutgoingMessage::sizeBytes).sum();
    long begin = System.nanoTime();
    observer.appending(bytes);
    try {
      return mailbox.append(absent);
    } finally {
      observer.appended(bytes, Duration.ofNanos(System.nanoTime() - begin));
    }
  }

  private void settle(FolderPosition since, List<StoredMessage> own) {
    switch (mailbox.settle(since, own, contents)) {
      case Settlement.Settled(
              Map<StoredMessage, StoredMessage> superseded,
              FolderPosition position) -> {
        contents.reached(position);
        superseded.forEach(this::replace);
        observer.removedOwnCopies(superseded.size());
      }
      case Settlement.Unsettled(String detail) -> {
        LOGGER
            .atWarn()
            .addKeyValue("error", detail)
            .log("folder not settled; a reconciliation finds any second copies");
        var _ = contents.takeSecondCopies();
      }
    }
  }

  private void replace(StoredMessage ours, StoredMessage older) {
    if (older.uid() != ours.uid()) {
      contents.forget(ours);
    }
    results.computeIfPresent(ours.fingerprint(), (_, _) -> present(older));
  }

  private boolean fail(List<OutgoingMessage> batch, NotStored cause) {
    batch.forEach(message -> results.put(message.fingerprint(), cause));
    return false;
  }

  private List<AppendResult> resultsOf(List<OutgoingMessage> batch) {
    var inOrder = new ArrayList<AppendResult>(batch.size());
    for (OutgoingMessage message : batch) {
      inOrder.add(
          results.getOrDefault(message.fingerprint(), new AppendResult.Unknown("not answered")));
    }
    return inOrder;
  }

  private static AppendResult present(StoredMessage stored) {
    return new AlreadyPresent(stored.uidValidity(), stored.uid());
  }

  private static AppendResult appended(StoredMessage stored) {
    return new Appended(stored.uidValidity(), stored.uid());
  }
}
