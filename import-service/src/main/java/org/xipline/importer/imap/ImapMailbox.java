package org.xipline.importer.imap;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.xipline.importer.imap.answer.AnswerClassifier;
import org.xipline.importer.imap.answer.ServerAnswer;
import org.xipline.importer.imap.answer.Situation;
import org.xipline.importer.imap.answer.Step;
import org.xipline.importer.imap.answer.Verdict;
import org.xipline.importer.imap.append.FolderAppend;
import org.xipline.importer.imap.connection.ConnectionLostException;
import org.xipline.importer.imap.folder.FolderState;
import org.xipline.importer.imap.folder.FolderStatus;
import org.xipline.importer.imap.folder.ImapFolderReadBack;
import org.xipline.importer.imap.folder.RemoteFolder;
import org.xipline.importer.imap.session.SessionStart;
import org.xipline.importer.mailbox.AppendResult;
import org.xipline.importer.mailbox.AppendResult.NotStored;
import org.xipline.importer.mailbox.Confirmation;
import org.xipline.importer.mailbox.ContentDigest;
import org.xipline.importer.mailbox.CopyLocation;
import org.xipline.importer.mailbox.FiledCopy;
import org.xipline.importer.mailbox.FolderPosition;
import org.xipline.importer.mailbox.FoundMessageListener;
import org.xipline.importer.mailbox.LookResult;
import org.xipline.importer.mailbox.Mailbox;
import org.xipline.importer.mailbox.OutgoingMessage;
import org.xipline.importer.mailbox.ReadBack;
import org.xipline.importer.mailbox.Removal;
import org.xipline.importer.mailbox.Settlement;
import org.xipline.importer.mailbox.StoredMessage;

/** The folder XIP of one mailbox on an IMAP server, for one visit. */
final class ImapMailbox implements Mailbox {
  private final RemoteFolder folder;
  private final Runnable giveBack;
  private final SessionStart sessions;
  private final ServerClock clock;
  private FolderState state;
  private boolean stateIsFresh = true;

  /**
   * Opens a folder.
   *
   * @param state how the folder is at this moment
   * @param giveBack lets the connection go
   * @param clock of the server
   */
  ImapMailbox(
      RemoteFolder folder,
      FolderState state,
      Runnable giveBack,
      SessionStart sessions,
      ServerClock clock) {
    this.clock = clock;
    this.folder = folder;
    this.state = state;
    this.giveBack = giveBack;
    this.sessions = sessions;
  }

  @Override
  public LookResult look(FolderPosition since, FoundMessageListener findings) {
    try {
      return lookNow(since, findings);
    } catch (ConnectionLostException e) {
      return new LookResult.Unread(afterLoss(e, Step.READ));
    }
  }

  private LookResult lookNow(FolderPosition since, FoundMessageListener findings)
      throws ConnectionLostException {
    Optional<ServerAnswer> refused = refreshState();
    if (refused.isPresent()) {
      return unread(refused.get());
    }
    boolean anew = !(since instanceof ImapPosition known) || isVoid(known);
    long from = anew ? 1 : ((ImapPosition) since).uidNext();
    if (anew) {
      findings.startAnew();
    }
    var reach = new LookProgress(Math.max(from, state.uidNext()), from, findings);
    Optional<ServerAnswer> unread = mayHold(from) ? read(from, reach) : Optional.empty();
    return unread.isPresent()
        ? unread(unread.get())
        : new LookResult.Seen(new ImapPosition(state.uidValidity(), reach.next()));
  }

  private boolean isVoid(ImapPosition position) {
    return position.uidValidity() != state.uidValidity();
  }

  /** Whether there can be messages from this uid on. */
  private boolean mayHold(long from) {
    return state.messages() > 0 && (state.uidNext() == 0 || state.uidNext() > from);
  }

  private Optional<ServerAnswer> read(long from, Consumer<StoredMessage> found)
      throws ConnectionLostException {
    return folder.read(state.uidValidity(), from + ":*", found);
  }

  /** The state is that of the opening, until something was appended or looked at. */
  private Optional<ServerAnswer> refreshState() throws ConnectionLostException {
    if (stateIsFresh) {
      stateIsFresh = false;
      return Optional.empty();
    }
    return switch (folder.status()) {
      case FolderStatus.Refused(ServerAnswer answer) -> Optional.of(answer);
      case FolderStatus.Known(FolderState now) -> {
        state = now;
        yield Optional.empty();
      }
    };
  }

  private static LookResult unread(ServerAnswer answer) {
    return new LookResult.Unread(notStored(answer, Step.READ));
  }

  @Override
  public Confirmation confirm(Collection<StoredMessage> messages) {
    Set<StoredMessage> held = new HashSet<>();
    if (messages.isEmpty()) {
      return new Confirmation.Held(held);
    }
    String uids =
        messages.stream()
            .map(message -> Long.toString(message.uid()))
            .distinct()
            .collect(Collectors.joining(","));
    try {
      Optional<ServerAnswer> refused = folder.read(state.uidValidity(), uids, held::add);
      held.retainAll(Set.copyOf(messages));
      return refused
          .<Confirmation>map(answer -> new Confirmation.Unread(notStored(answer, Step.READ)))
          .orElseGet(() -> new Confirmation.Held(held));
    } catch (ConnectionLostException e) {
      return new Confirmation.Unread(afterLoss(e, Step.READ));
    }
  }

  @Override
  public List<AppendResult> append(List<OutgoingMessage> batch) {
    var appending = new FolderAppend(folder);
    var comparison = clock.compare(folder);
    List<AppendResult> results = appending.append(batch);
    stateIsFresh = false;
    if (appending.hasFoundCredentialsExpired()) {
      retire();
    }
    List<AppendResult> complete = Receipts.complete(batch, results, state, folder);
    comparison.end(complete);
    return complete;
  }

  @Override
  public Settlement settle(
      FolderPosition since, List<StoredMessage> own, FoundMessageListener findings) {
    if (since instanceof ImapPosition known && followsAtOnce(known, own)) {
      own.forEach(findings::found);
      long next = known.uidNext() + own.size();
      return new Settlement.Settled(Map.of(), new ImapPosition(known.uidValidity(), next));
    }
    var oldest = new OldestCopies(own, findings);
    return switch (look(since, oldest)) {
      case LookResult.Unread(NotStored cause) -> new Settlement.Unsettled(cause.toString());
      case LookResult.Seen(FolderPosition position) -> remove(oldest.superseded(), position);
    };
  }

  /**
   * Whether a batch has just the uids that were next: then nothing came between, and nothing can be
   * equal and older.
   */
  private static boolean followsAtOnce(ImapPosition known, List<StoredMessage> own) {
    for (int i = 0; i < own.size(); i++) {
      StoredMessage message = own.get(i);
      if (message.uidValidity() != known.uidValidity() || message.uid() != known.uidNext() + i) {
        return false;
      }
    }
    return true;
  }

  private Settlement remove(Map<StoredMessage, StoredMessage> superseded, FolderPosition position) {
    if (superseded.isEmpty()) {
      return new Settlement.Settled(superseded, position);
    }
    if (!folder.connection().offers("UIDPLUS")) {
      return new Settlement.Unsettled(
          "second copies cannot be removed individually without UIDPLUS: " + superseded);
    }
    try {
      List<Long> uids = superseded.keySet().stream().map(StoredMessage::uid).sorted().toList();
      return folder
          .expunge(state.uidValidity(), uids)
          .<Settlement>map(answer -> new Settlement.Unsettled(answer.words()))
          .orElseGet(() -> new Settlement.Settled(superseded, position));
    } catch (ConnectionLostException e) {
      return new Settlement.Unsettled(afterLoss(e, Step.EXPUNGE).toString());
    }
  }

  @Override
  public ReadBack survey(Consumer<FiledCopy> visitor) {
    return readBack(() -> {
      Optional<ServerAnswer> refused = refreshState();
      return refused.isPresent() || state.messages() == 0
          ? refused
          : new ImapFolderReadBack(folder).survey(state.uidValidity(), visitor);
    });
  }

  @Override
  public ReadBack digest(
      Collection<CopyLocation> places, BiConsumer<CopyLocation, ContentDigest> visitor) {
    return readBack(() ->
        new ImapFolderReadBack(folder).digest(state.uidValidity(), List.copyOf(places), visitor));
  }

  private ReadBack readBack(Asking asking) {
    try {
      return asking
          .ask()
          .<ReadBack>map(answer -> new ReadBack.Failed(answer.words()))
          .orElseGet(ReadBack.Complete::new);
    } catch (ConnectionLostException e) {
      return new ReadBack.Failed(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public Removal remove(Collection<CopyLocation> places) {
    if (!folder.connection().offers("UIDPLUS")) {
      return new Removal.NotRemoved("without UIDPLUS, messages cannot be removed individually");
    }
    try {
      List<Long> uids = places.stream().map(CopyLocation::uid).sorted().toList();
      return folder
          .expunge(state.uidValidity(), uids)
          .<Removal>map(answer -> new Removal.NotRemoved(answer.words()))
          .orElseGet(Removal.Removed::new);
    } catch (ConnectionLostException e) {
      return new Removal.NotRemoved(String.valueOf(e.getMessage()));
    }
  }

  private NotStored afterLoss(ConnectionLostException loss, Step step) {
    Verdict verdict =
        loss.goodbye()
            .map(goodbye -> AnswerClassifier.classify(goodbye, Situation.at(step)))
            .orElseGet(Verdict.SessionOver::new);
    if (verdict instanceof Verdict.LogInAgain) {
      retire();
    }
    return AnswerClassifier.notStored(verdict, String.valueOf(loss.getMessage()));
  }

  private void retire() {
    sessions.forgetCredentials();
    folder.connection().cut();
  }

  private static NotStored notStored(ServerAnswer answer, Step step) {
    return AnswerClassifier.notStored(
        AnswerClassifier.classify(answer, Situation.at(step)), answer.words());
  }

  @Override
  public void close() {
    giveBack.run();
  }

  @FunctionalInterface
  private interface Asking {
    Optional<ServerAnswer> ask() throws ConnectionLostException;
  }
}
