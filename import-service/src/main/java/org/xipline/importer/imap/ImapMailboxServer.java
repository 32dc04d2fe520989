package org.xipline.importer.imap;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.xipline.importer.imap.answer.AnswerClassifier;
import org.xipline.importer.imap.answer.ServerAnswer;
import org.xipline.importer.imap.answer.Situation;
import org.xipline.importer.imap.answer.Step;
import org.xipline.importer.imap.answer.Verdict;
import org.xipline.importer.imap.authentication.Credentials;
import org.xipline.importer.imap.connection.Connecting;
import org.xipline.importer.imap.connection.ConnectionLostException;
import org.xipline.importer.imap.connection.ConnectionSettings;
import org.xipline.importer.imap.connection.Connector;
import org.xipline.importer.imap.connection.ImapConnection;
import org.xipline.importer.imap.connection.ImapEndpoint;
import org.xipline.importer.imap.folder.FolderCreation;
import org.xipline.importer.imap.folder.FolderName;
import org.xipline.importer.imap.folder.FolderState;
import org.xipline.importer.imap.folder.FolderStatus;
import org.xipline.importer.imap.folder.HierarchySeparator;
import org.xipline.importer.imap.folder.RemoteFolder;
import org.xipline.importer.imap.session.Checkout;
import org.xipline.importer.imap.session.Openings;
import org.xipline.importer.imap.session.Session;
import org.xipline.importer.imap.session.SessionPool;
import org.xipline.importer.imap.session.SessionStart;
import org.xipline.importer.mailbox.ClockedServer;
import org.xipline.importer.mailbox.MailboxServer;
import org.xipline.importer.mailbox.Opening;
import org.xipline.importer.mailbox.PooledServer;
import org.xipline.runtime.clock.ClockOffset;
import org.xipline.schemas.identity.EmailAddress;

/**
 * The mailboxes of an IMAP server: each has a folder XIP under its INBOX, which is created and
 * subscribed when it is first needed. Connections are bounded, kept and used again.
 */
public final class ImapMailboxServer implements MailboxServer, PooledServer, ClockedServer {
  private static final Duration QUICK = Duration.ofSeconds(8);

  private final Connector connector;
  private final ImapEndpoint endpoint;
  private final ConnectionSettings settings;
  private final SSLSocketFactory trust;
  private final SessionStart start;
  private final SessionPool pool;
  private final ServerClock serverClock;
  private final AtomicReference<@Nullable FolderName> folderName = new AtomicReference<>();

  /**
   * Where the last mailbox had no folder the next one will hardly have one: that saves a question.
   */
  private volatile boolean folderExpectedAbsent;

  /**
   * Connects to nothing yet.
   *
   * @param trust decides which certificates of the server are good
   */
  public ImapMailboxServer(
      ImapEndpoint endpoint,
      Credentials credentials,
      ConnectionSettings settings,
      SSLSocketFactory trust) {
    this(endpoint, credentials, settings, trust, Clock.systemUTC());
  }

  /** The same, with a clock of its own. */
  ImapMailboxServer(
      ImapEndpoint endpoint,
      Credentials credentials,
      ConnectionSettings settings,
      SSLSocketFactory trust,
      Clock clock) {
    this.serverClock = new ServerClock(clock);
    this.connector = new Connector(endpoint, settings, trust);
    this.endpoint = endpoint;
    this.settings = settings;
    this.trust = trust;
    this.start = new SessionStart(connector, credentials, settings.refusalFinalAfter(), clock);
    this.pool = new SessionPool(start, settings, clock);
    connector.alsoEvery(settings.idleTimeout().dividedBy(2), pool::sweep);
  }

  @Override
  public Opening open(EmailAddress mailbox) {
    return open(mailbox, pool.checkOut(mailbox), true)
        .orElseThrow(
            () -> new IllegalStateException("could be neither found nor created: " + mailbox));
  }

  @Override
  public Optional<Opening> openExisting(EmailAddress mailbox) {
    return open(mailbox, pool.checkOut(mailbox), false);
  }

  /** Connects, with TLS where it is required. */
  @Override
  public Optional<String> obstacle() {
    try (var quick = new Connector(endpoint, settings.within(QUICK), trust)) {
      return switch (quick.connect()) {
        case Connecting.Connected(ImapConnection connection) -> {
          connection.close();
          yield Optional.empty();
        }
        case Connecting.Unreachable(String detail) -> Optional.of(detail);
      };
    }
  }

  private Optional<Opening> open(EmailAddress mailbox, Checkout checkout, boolean make) {
    return switch (checkout) {
      case Checkout.Closed(Opening opening) -> Optional.of(opening);
      case Checkout.Ready(Session session) -> {
        try {
          yield openFolder(session, make);
        } catch (ConnectionLostException e) {
          pool.giveBack(session);
          // The server may have ended an idle session long ago.
          yield session.isResumed()
              ? open(mailbox, pool.checkOutAnew(mailbox), make)
              : Optional.of(Openings.lost(e, Situation.at(Step.OPEN)));
        }
      }
    };
  }

  private Optional<Opening> openFolder(Session session, boolean make)
      throws ConnectionLostException {
    ImapConnection connection = session.connection();
    var folder = new RemoteFolder(connection, nameOn(connection));
    if (make && folderExpectedAbsent && !session.isResumed()) {
      return Optional.of(create(session, folder));
    }
    return switch (folder.status()) {
      case FolderStatus.Known(FolderState state) -> {
        start.gotIn(session);
        yield Optional.of(opened(session, folder, state));
      }
      case FolderStatus.Refused(ServerAnswer answer) -> {
        Verdict verdict = AnswerClassifier.classify(answer, Situation.at(Step.OPEN));
        if (verdict instanceof Verdict.LogInRefused refusal) {
          yield Optional.of(refused(session, refusal, answer));
        }
        start.gotIn(session);
        if (!(verdict instanceof Verdict.MakeFolder)) {
          yield Optional.of(closed(session, answer, Step.OPEN));
        }
        yield make ? Optional.of(create(session, folder)) : leave(session);
      }
    };
  }

  private Optional<Opening> leave(Session session) {
    pool.giveBack(session);
    return Optional.empty();
  }

  private Opening create(Session session, RemoteFolder folder) throws ConnectionLostException {
    FolderCreation creation = folder.create();
    if (!creation.answer().isOk()
        && AnswerClassifier.classify(creation.answer(), Situation.at(Step.CREATE))
            instanceof Verdict.LogInRefused refusal) {
      return refused(session, refusal, creation.answer());
    }
    start.gotIn(session);
    folderExpectedAbsent = creation.answer().isOk();
    return switch (creation.status()) {
      case FolderStatus.Known(FolderState state) -> opened(session, folder, state);
      case FolderStatus.Refused(ServerAnswer answer) ->
          creation.answer().isOk()
              ? closed(session, answer, Step.READ)
              : closed(session, creation.answer(), Step.CREATE);
    };
  }

  private Opening opened(Session session, RemoteFolder folder, FolderState state) {
    return new Opening.Opened(
        new ImapMailbox(folder, state, () -> pool.giveBack(session), start, serverClock));
  }

  /** Logged in, and not let in. */
  private Opening refused(Session session, Verdict.LogInRefused refusal, ServerAnswer answer) {
    session.connection().cut();
    pool.giveBack(session);
    return start.refused(session, refusal, answer.words());
  }

  private Opening closed(Session session, ServerAnswer answer, Step step) {
    pool.giveBack(session);
    return Openings.refused(answer, Situation.at(step));
  }

  /** The same for all mailboxes of a server. */
  private FolderName nameOn(ImapConnection connection) throws ConnectionLostException {
    FolderName known = folderName.get();
    if (known != null) {
      return known;
    }
    FolderName name = FolderName.separatedBy(HierarchySeparator.of(connection));
    folderName.set(name);
    return name;
  }

  @Override
  public Optional<ClockOffset> clockOffset() {
    return serverClock.offset();
  }

  @Override
  public int openConnections() {
    return pool.openConnections();
  }

  @Override
  public void close() {
    pool.close();
    connector.close();
  }
}
