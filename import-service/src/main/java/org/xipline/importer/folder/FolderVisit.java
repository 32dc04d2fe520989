package org.xipline.importer.folder;

import static java.util.stream.Collectors.toMap;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xipline.importer.mailbox.AppendResult;
import org.xipline.importer.mailbox.AppendResult.AlreadyPresent;
import org.xipline.importer.mailbox.AppendResult.Appended;
import org.xipline.importer.mailbox.AppendResult.TryLater;
import org.xipline.importer.mailbox.Confirmation;
import org.xipline.importer.mailbox.Look;
import org.xipline.importer.mailbox.Mailbox;
import org.xipline.importer.mailbox.MessageFingerprint;
import org.xipline.importer.mailbox.OutgoingMessage;
import org.xipline.importer.mailbox.Settlement;
import org.xipline.importer.mailbox.StoredMessage;
import org.xipline.schemas.reason.DeadLetterReason;

/** One batch in one opened folder: look, leave out what is there, append, settle. */
final class FolderVisit {
  private static final Logger LOGGER = LoggerFactory.getLogger(FolderVisit.class);

  private final Mailbox mailbox;
  private final FolderContents contents;
  private final Map<MessageFingerprint, AppendResult> results = new HashMap<>();

  FolderVisit(Mailbox mailbox, FolderContents contents) {
    this.mailbox = mailbox;
    this.contents = contents;
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

  /** Says of messages whose answer was lost whether they are there; appends nothing. */
  List<AppendResult> resolve(List<OutgoingMessage> unanswered) {
    switch (mailbox.look(contents.position())) {
      case Look.Unread(TryLater cause) -> fail(unanswered, cause);
      case Look.Seen seen -> {
        contents.learn(seen);
        Map<MessageFingerprint, StoredMessage> found =
            seen.messages().stream()
                .collect(toMap(StoredMessage::fingerprint, stored -> stored, FolderVisit::older));
        for (OutgoingMessage message : unanswered) {
          results.put(message.fingerprint(), resolved(found.get(message.fingerprint())));
        }
      }
    }
    return resultsOf(unanswered);
  }

  private boolean look(List<OutgoingMessage> batch) {
    return switch (mailbox.look(contents.position())) {
      case Look.Unread(TryLater cause) -> fail(batch, cause);
      case Look.Seen seen -> {
        contents.learn(seen);
        yield true;
      }
    };
  }

  /** What is remembered may have been removed since: only what is confirmed counts as present. */
  private boolean confirmPresent(List<OutgoingMessage> batch) {
    Set<MessageFingerprint> remembered = new HashSet<>();
    for (OutgoingMessage message : batch) {
      if (contents.uidOf(message.fingerprint()).isPresent()) {
        remembered.add(message.fingerprint());
      }
    }
    if (remembered.isEmpty()) {
      return true;
    }
    return switch (mailbox.confirm(remembered)) {
      case Confirmation.Unread(TryLater cause) -> fail(batch, cause);
      case Confirmation.Held(Set<MessageFingerprint> held) -> {
        remembered.forEach(message -> keepOrForget(message, held.contains(message)));
        yield true;
      }
    };
  }

  private void keepOrForget(MessageFingerprint message, boolean held) {
    if (held) {
      results.put(message, new AlreadyPresent(contents.uidOf(message).orElse(0)));
    } else {
      contents.forget(message);
    }
  }

  private void append(List<OutgoingMessage> absent) {
    List<AppendResult> answers = mailbox.append(absent);
    var own = new ArrayList<StoredMessage>();
    for (int i = 0; i < absent.size(); i++) {
      MessageFingerprint message = absent.get(i).fingerprint();
      results.put(message, answers.get(i));
      if (answers.get(i) instanceof Appended(long uidValidity, long uid)) {
        own.add(new StoredMessage(message, uidValidity, uid));
      }
    }
    if (!own.isEmpty()) {
      settle(own);
    }
  }

  private void settle(List<StoredMessage> own) {
    switch (mailbox.settle(contents.position(), own)) {
      case Settlement.Settled(Map<MessageFingerprint, Long> superseded, Look.Seen seen) -> {
        contents.learn(seen);
        superseded.forEach((message, uid) -> results.put(message, new AlreadyPresent(uid)));
      }
      case Settlement.Unsettled(String detail) ->
          LOGGER
              .atWarn()
              .addKeyValue("error", detail)
              .log("folder not settled; a reconciliation finds second copies, if there are any");
    }
  }

  private boolean fail(List<OutgoingMessage> batch, TryLater cause) {
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

  private static AppendResult resolved(@Nullable StoredMessage found) {
    return found == null
        ? new TryLater(
            DeadLetterReason.ATTEMPTS_EXHAUSTED,
            "the answer was lost, and the message is not there",
            Duration.ZERO)
        : new Appended(found.uidValidity(), found.uid());
  }

  private static StoredMessage older(StoredMessage one, StoredMessage other) {
    return one.uid() <= other.uid() ? one : other;
  }
}
