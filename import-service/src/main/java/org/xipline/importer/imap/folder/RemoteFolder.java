package org.xipline.importer.imap.folder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.eclipse.angus.mail.iap.ParsingException;
import org.eclipse.angus.mail.imap.protocol.BODY;
import org.eclipse.angus.mail.imap.protocol.FetchResponse;
import org.eclipse.angus.mail.imap.protocol.IMAPResponse;
import org.eclipse.angus.mail.imap.protocol.Status;
import org.eclipse.angus.mail.imap.protocol.UID;
import org.jspecify.annotations.Nullable;
import org.xipline.importer.imap.answer.ServerAnswer;
import org.xipline.importer.imap.answer.ServerAnswer.Kind;
import org.xipline.importer.imap.connection.ConnectionLostException;
import org.xipline.importer.imap.connection.ImapConnection;
import org.xipline.importer.imap.connection.SaveDate;
import org.xipline.importer.mailbox.MessageFingerprint;
import org.xipline.importer.mailbox.MessageHeader;
import org.xipline.importer.mailbox.StoredMessage;

/**
 * The folder XIP of the mailbox that a connection is logged in to. It is selected only while it is
 * read or purged: servers append faster to a folder that is not, and {@code STATUS} tells the rest.
 */
public final class RemoteFolder {
  private static final String KEY_FIELDS =
      "(UID BODY.PEEK[HEADER.FIELDS (MESSAGE-ID X-XIP-ITEM-SHA256)])";
  private static final ServerAnswer RENUMBERED =
      ServerAnswer.of(Kind.NO, "the folder's UIDVALIDITY changed in the meantime");

  private final ImapConnection connection;
  private final FolderName name;

  public RemoteFolder(ImapConnection connection, FolderName name) {
    this.connection = connection;
    this.name = name;
  }

  public ImapConnection connection() {
    return connection;
  }

  public FolderName name() {
    return name;
  }

  /** Asks for its state. */
  public FolderStatus status() throws ConnectionLostException {
    String tag = beginStatus();
    connection.flush();
    return awaitStatus(tag);
  }

  /**
   * Creates it and asks for its state, in one go. When it is new it is subscribed as well: that
   * goes with the next command, and nobody waits for the answer.
   */
  public FolderCreation create() throws ConnectionLostException {
    String create = connection.begin("CREATE " + name.quoted() + "\r\n");
    String status = beginStatus();
    connection.flush();
    ServerAnswer created = connection.await(create);
    FolderStatus after = awaitStatus(status);
    if (created.isOk()) {
      var _ = connection.begin("SUBSCRIBE " + name.quoted() + "\r\n");
    }
    return new FolderCreation(created, after);
  }

  private String beginStatus() throws ConnectionLostException {
    return connection.begin("STATUS " + name.quoted() + " (MESSAGES UIDNEXT UIDVALIDITY)\r\n");
  }

  private FolderStatus awaitStatus(String tag) throws ConnectionLostException {
    var told = new AtomicReference<@Nullable FolderState>();
    ServerAnswer answer = connection.await(tag, response -> readStatus(response, told));
    FolderState state = told.get();
    if (!answer.isOk()) {
      return new FolderStatus.Refused(answer);
    }
    return state == null
        ? new FolderStatus.Refused(ServerAnswer.of(Kind.BAD, "OK to STATUS, but no state"))
        : new FolderStatus.Known(state);
  }

  private static void readStatus(
      IMAPResponse response, AtomicReference<@Nullable FolderState> told) {
    if (response.keyEquals("STATUS")) {
      try {
        var status = new Status(response);
        told.set(new FolderState(status.uidvalidity, Math.max(0, status.uidnext), status.total));
      } catch (ParsingException _) {
        // As good as not said.
      }
    }
  }

  /**
   * Shows messages, as they come.
   *
   * @param uidValidity what uids are expected to be valid under
   * @param uids a set of them, as {@code 1:*} or {@code 3,7}
   * @param found takes every message that has a key
   * @return the server's refusal; empty if all was shown
   */
  public Optional<ServerAnswer> read(long uidValidity, String uids, Consumer<StoredMessage> found)
      throws ConnectionLostException {
    Optional<ServerAnswer> refused = select("EXAMINE", uidValidity);
    if (refused.isPresent()) {
      return refused;
    }
    ServerAnswer fetched =
        connection.run(
            "UID FETCH " + uids + " " + KEY_FIELDS,
            response -> keyIn(response, uidValidity).ifPresent(found));
    leave();
    return fetched.isOk() ? Optional.empty() : Optional.of(fetched);
  }

  /**
   * When the server saved a message, by its own clock, in whole seconds; empty where it does not
   * say.
   */
  public Optional<Instant> savedAt(long uidValidity, long uid) throws ConnectionLostException {
    if (!connection.offers(SaveDate.NAME) || select("EXAMINE", uidValidity).isPresent()) {
      return Optional.empty();
    }
    var saved = new ArrayList<Instant>();
    var _ =
        connection.run(
            "UID FETCH %d (%s)".formatted(uid, SaveDate.NAME),
            response -> {
              if (response instanceof FetchResponse fetched) {
                SaveDate.in(fetched).ifPresent(saved::add);
              }
            });
    leave();
    return saved.stream().findFirst();
  }

  /**
   * Removes messages for good, these and no others.
   *
   * @return the server's refusal; empty if they are gone
   */
  public Optional<ServerAnswer> expunge(long uidValidity, Collection<Long> uids)
      throws ConnectionLostException {
    Optional<ServerAnswer> refused = select("SELECT", uidValidity);
    if (refused.isPresent()) {
      return refused;
    }
    String set = uids.stream().map(String::valueOf).collect(Collectors.joining(","));
    ServerAnswer marked = connection.run("UID STORE " + set + " +FLAGS.SILENT (\\Deleted)");
    ServerAnswer expunged = marked.isOk() ? connection.run("UID EXPUNGE " + set) : marked;
    leave();
    return expunged.isOk() ? Optional.empty() : Optional.of(expunged);
  }

  /**
   * Selects it, if its uids are still what they were.
   *
   * @param how {@code SELECT} or {@code EXAMINE}
   * @return the server's refusal; empty if it is selected
   */
  Optional<ServerAnswer> select(String how, long uidValidity) throws ConnectionLostException {
    var validity = new AtomicReference<>("");
    ServerAnswer selected =
        connection.run(how + " " + name.quoted(), response -> readValidity(response, validity));
    if (!selected.isOk()) {
      return Optional.of(selected);
    }
    if (Long.toString(uidValidity).equals(validity.get())) {
      return Optional.empty();
    }
    leave();
    return Optional.of(RENUMBERED);
  }

  private static void readValidity(IMAPResponse response, AtomicReference<String> validity) {
    if (response.isOK()) {
      response.reset();
      ServerAnswer told = ServerAnswer.of(Kind.OK, response.getRest());
      if (told.code().equals("UIDVALIDITY")) {
        validity.set(told.arguments());
      }
    }
  }

  /** {@code CLOSE} would remove what others have marked, but not from a folder that is examined. */
  void leave() throws ConnectionLostException {
    if (connection.offers("UNSELECT")) {
      var _ = connection.run("UNSELECT");
    } else if (connection.run("EXAMINE " + name.quoted()).isOk()) {
      var _ = connection.run("CLOSE");
    }
  }

  private static Optional<StoredMessage> keyIn(IMAPResponse response, long uidValidity) {
    if (!(response instanceof FetchResponse fetched)) {
      return Optional.empty();
    }
    UID uid = fetched.getItem(UID.class);
    BODY header = fetched.getItem(BODY.class);
    if (uid == null || header == null || header.getByteArrayInputStream() == null) {
      return Optional.empty();
    }
    try {
      return MessageHeader.keyOf(header.getByteArrayInputStream())
          .map(key -> new StoredMessage(MessageFingerprint.of(key), uidValidity, uid.uid));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
