package org.xipline.importer.imap.append;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.xipline.importer.imap.answer.AnswerClassifier;
import org.xipline.importer.imap.answer.ServerAnswer;
import org.xipline.importer.imap.answer.Situation;
import org.xipline.importer.imap.answer.Step;
import org.xipline.importer.imap.answer.Verdict;
import org.xipline.importer.imap.connection.ConnectionLostException;
import org.xipline.importer.imap.connection.ImapConnection;
import org.xipline.importer.imap.folder.RemoteFolder;
import org.xipline.importer.mailbox.AppendResult;
import org.xipline.importer.mailbox.AppendResult.NotStored;
import org.xipline.importer.mailbox.AppendResult.NotTried;
import org.xipline.importer.mailbox.OutgoingMessage;

/**
 * Appends one batch to one folder, as fast as its server can: with one command where it takes many
 * messages at once ({@code MULTIAPPEND}), else with many commands in one go where it takes literals
 * unasked. A batch that is refused is halved, until the message that is to blame stands alone.
 */
public final class FolderAppend {
  private final RemoteFolder folder;
  private final ImapConnection connection;
  private final Map<OutgoingMessage, AppendResult> results = new IdentityHashMap<>();
  private final Deque<List<OutgoingMessage>> groups = new ArrayDeque<>();
  private final Refusals refusals = new Refusals();
  private final List<List<OutgoingMessage>> again = new ArrayList<>();
  private boolean folderMissing;
  private boolean folderMade;
  private @Nullable NotStored rest;
  private boolean credentialsExpired;

  public FolderAppend(RemoteFolder folder) {
    this.folder = folder;
    this.connection = folder.connection();
  }

  /** Appends the messages; one result for each, in order. */
  public List<AppendResult> append(List<OutgoingMessage> batch) {
    if (isMultiple()) {
      groups.add(batch);
    } else {
      batch.forEach(message -> groups.add(List.of(message)));
    }
    while (!groups.isEmpty() && rest == null) {
      run(takeWindow());
    }
    NotStored unsent = rest == null ? new NotTried("not sent") : rest;
    return batch.stream().map(message -> results.getOrDefault(message, unsent)).toList();
  }

  private boolean isMultiple() {
    return connection.offers("MULTIAPPEND");
  }

  /** Whether the session ended because its credentials ran out. */
  public boolean hasFoundCredentialsExpired() {
    return credentialsExpired;
  }

  /** The commands that go in one go. */
  private List<List<OutgoingMessage>> takeWindow() {
    var window = new ArrayList<List<OutgoingMessage>>();
    boolean pipelined = !isMultiple() && Literals.of(connection) == Literals.AT_ONCE;
    do {
      List<OutgoingMessage> group = refusals.leaveOut(groups.removeFirst(), results);
      if (!group.isEmpty()) {
        window.add(group);
      }
    } while (pipelined && !groups.isEmpty());
    return window;
  }

  private void run(List<List<OutgoingMessage>> window) {
    Deque<Command> sent = new ArrayDeque<>();
    try {
      makeFolderIfMissing();
      for (List<OutgoingMessage> group : window) {
        if (rest == null) {
          send(group, sent);
        }
      }
      awaitAll(sent);
    } catch (ConnectionLostException e) {
      lost(e, sent);
    }
    again.reversed().forEach(groups::addFirst);
    again.clear();
  }

  private void makeFolderIfMissing() throws ConnectionLostException {
    if (folderMissing && !folderMade) {
      // Whether it worked, the next answer tells.
      var _ = folder.create();
      folderMade = true;
    }
  }

  private void send(List<OutgoingMessage> group, Deque<Command> sent)
      throws ConnectionLostException {
    var command = new AppendCommand(connection, folder.name());
    // Under way from here on: when the connection is lost, nobody knows.
    sent.addLast(new Command("", group));
    Sending sending = command.send(group);
    sent.removeLast();
    results.putAll(sending.leftOut());
    List<OutgoingMessage> members = without(group, sending.leftOut());
    switch (sending) {
      case Sending.Sent(String tag, var _) -> sent.addLast(new Command(tag, members));
      case Sending.Nothing _ -> {
        // All are left out.
      }
      case Sending.Stopped(ServerAnswer answer, var _) -> answered(members, answer);
      case Sending.BrokenOff(OutgoingMessage message, AppendResult result, var _) -> {
        awaitAll(sent);
        connection.cut();
        results.put(message, result);
        end(new NotTried("another message of its batch could not be read"));
      }
    }
  }

  private void awaitAll(Deque<Command> sent) throws ConnectionLostException {
    if (!sent.isEmpty()) {
      connection.flush();
    }
    while (!sent.isEmpty()) {
      Command command = sent.getFirst();
      ServerAnswer answer = connection.await(command.tag());
      sent.removeFirst();
      answered(command.messages(), answer);
    }
  }

  private void answered(List<OutgoingMessage> group, ServerAnswer answer) {
    if (answer.isOk()) {
      stored(group, AppendUids.in(answer, group.size()));
      return;
    }
    Verdict verdict = AnswerClassifier.classify(answer, Situation.appending(largest(group)));
    switch (GroupStep.after(verdict, group.size(), folderMade)) {
      case CREATE_AND_REPEAT -> {
        folderMissing = true;
        again.add(group);
      }
      case HALVE -> {
        again.add(group.subList(0, group.size() / 2));
        again.add(group.subList(group.size() / 2, group.size()));
      }
      case SETTLE -> settle(group, AnswerClassifier.notStored(verdict, answer.words()));
      case END -> {
        credentialsExpired |= verdict instanceof Verdict.LogInAgain;
        NotStored result = AnswerClassifier.notStored(verdict, answer.words());
        settle(group, result);
        end(result);
      }
    }
  }

  private void stored(List<OutgoingMessage> group, AppendUids uids) {
    for (int i = 0; i < group.size(); i++) {
      results.put(group.get(i), new AppendResult.Appended(uids.uidValidity(), uids.uidOf(i)));
    }
  }

  private void settle(List<OutgoingMessage> group, NotStored result) {
    group.forEach(message -> results.put(message, result));
    refusals.note(group, result);
  }

  /** What was under way may be there or not; what was not sent is not. */
  private void lost(ConnectionLostException loss, Deque<Command> sent) {
    Verdict verdict =
        loss.goodbye()
            .map(goodbye -> AnswerClassifier.classify(goodbye, Situation.at(Step.APPEND)))
            .orElseGet(Verdict.SessionOver::new);
    credentialsExpired |= verdict instanceof Verdict.LogInAgain;
    String words = String.valueOf(loss.getMessage());
    AppendResult unresolved =
        verdict instanceof Verdict.SessionOver
            ? new AppendResult.Unknown(words)
            : new AppendResult.Interrupted(words);
    sent.forEach(
        command -> command.messages().forEach(message -> results.putIfAbsent(message, unresolved)));
    end(
        verdict instanceof Verdict.Throttled
            ? AnswerClassifier.notStored(verdict, words)
            : new NotTried(words));
  }

  private void end(NotStored forTheRest) {
    rest = forTheRest;
  }

  private static List<OutgoingMessage> without(
      List<OutgoingMessage> group, Map<OutgoingMessage, AppendResult> leftOut) {
    return leftOut.isEmpty()
        ? group
        : group.stream().filter(message -> !leftOut.containsKey(message)).toList();
  }

  private static long largest(List<OutgoingMessage> group) {
    return group.stream().mapToLong(OutgoingMessage::sizeBytes).max().orElse(0);
  }

  private record Command(String tag, List<OutgoingMessage> messages) {}
}
