package org.xipline.importer.imap.session;

import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.xipline.importer.imap.answer.AnswerClassifier;
import org.xipline.importer.imap.answer.ServerAnswer;
import org.xipline.importer.imap.answer.Situation;
import org.xipline.importer.imap.answer.Verdict;
import org.xipline.importer.imap.authentication.Credentials;
import org.xipline.importer.imap.authentication.Credentials.Lookup;
import org.xipline.importer.imap.authentication.LogIn;
import org.xipline.importer.imap.connection.Connecting;
import org.xipline.importer.imap.connection.ConnectionLostException;
import org.xipline.importer.imap.connection.Connector;
import org.xipline.importer.imap.connection.ImapConnection;
import org.xipline.importer.mailbox.Opening;
import org.xipline.schemas.identity.EmailAddress;

/** Begins sessions: connects, and logs in. Safe for use by many threads. */
public final class SessionStart {
  private final Connector connector;
  private final Credentials credentials;
  private final LogInHistory history;
  private final InstantSource clock;

  public SessionStart(Connector connector, Credentials credentials, InstantSource clock) {
    this.connector = connector;
    this.credentials = credentials;
    this.history = new LogInHistory(!credentials.areShared());
    this.clock = clock;
  }

  /**
   * Begins a session.
   *
   * @param replaced a session that goes for it; its connection is used again where the server knows
   *     how (RFC 8437)
   */
  Checkout begin(EmailAddress mailbox, @Nullable Session replaced) {
    if (hasControls(mailbox)) {
      end(replaced);
      return new Checkout.Closed(new Opening.NotFound("no user name can be so: " + mailbox));
    }
    return switch (credentials.of(mailbox)) {
      case Lookup.Found(LogIn logIn) -> begin(mailbox, logIn, replaced);
      case Lookup.Absent(String detail) -> {
        end(replaced);
        yield new Checkout.Closed(new Opening.Denied(detail));
      }
      case Lookup.Unavailable(String detail) -> {
        end(replaced);
        yield new Checkout.Closed(new Opening.Unavailable(detail));
      }
    };
  }

  /** In SASL, controls separate the parts of a response. */
  private static boolean hasControls(EmailAddress mailbox) {
    return mailbox.value().chars().anyMatch(Character::isISOControl);
  }

  private Checkout begin(EmailAddress mailbox, LogIn logIn, @Nullable Session replaced) {
    if (replaced != null && letGo(replaced.connection())) {
      return logIn(mailbox, logIn, replaced.connection());
    }
    end(replaced);
    return switch (connector.connect()) {
      case Connecting.Connected(ImapConnection connection) -> logIn(mailbox, logIn, connection);
      case Connecting.Unreachable(String detail) -> {
        history.serverLost();
        yield new Checkout.Closed(new Opening.Unavailable(detail));
      }
    };
  }

  private static void end(@Nullable Session session) {
    if (session != null) {
      session.connection().close();
    }
  }

  private static boolean letGo(ImapConnection connection) {
    try {
      return connection.isUsable()
          && connection.offers("UNAUTHENTICATE")
          && connection.run("UNAUTHENTICATE").isOk();
    } catch (ConnectionLostException _) {
      return false;
    }
  }

  private Checkout logIn(EmailAddress mailbox, LogIn logIn, ImapConnection connection) {
    try {
      ServerAnswer answer = connection.authenticate(logIn.mechanism(), logIn.response());
      if (answer.isOk()) {
        history.worked(mailbox, clock.instant());
        return new Checkout.Ready(new Session(mailbox, connection, logIn.validUntil()));
      }
      connection.close();
      return new Checkout.Closed(refused(mailbox, answer));
    } catch (ConnectionLostException e) {
      history.serverLost();
      return new Checkout.Closed(Openings.lost(e, situation()));
    }
  }

  private Opening refused(EmailAddress mailbox, ServerAnswer answer) {
    return switch (AnswerClassifier.classify(answer, situation())) {
      case Verdict.CredentialsRefused() ->
          history.refused(mailbox, clock.instant(), answer.words());
      case Verdict.NotEntered() when history.isHopeless(mailbox, clock.instant()) ->
          new Opening.NotFound(answer.words());
      case Verdict.LogInAgain() -> {
        credentials.forget();
        yield Openings.refused(answer, situation());
      }
      case Verdict _ -> Openings.refused(answer, situation());
    };
  }

  private Situation situation() {
    return Situation.loggingIn(history.isProven());
  }

  /** The credentials ran out before their time. */
  public void forgetCredentials() {
    credentials.forget();
  }
}
