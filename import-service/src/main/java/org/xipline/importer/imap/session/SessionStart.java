package org.xipline.importer.imap.session;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.xipline.importer.imap.answer.AnswerClassifier;
import org.xipline.importer.imap.answer.ServerAnswer;
import org.xipline.importer.imap.answer.Situation;
import org.xipline.importer.imap.answer.Step;
import org.xipline.importer.imap.answer.Verdict;
import org.xipline.importer.imap.authentication.Credentials;
import org.xipline.importer.imap.authentication.Credentials.Lookup;
import org.xipline.importer.imap.authentication.LogIn;
import org.xipline.importer.imap.connection.Connecting;
import org.xipline.importer.imap.connection.ConnectionLostException;
import org.xipline.importer.imap.connection.Connector;
import org.xipline.importer.imap.connection.ImapConnection;
import org.xipline.importer.imap.session.LogInRule.Judgement;
import org.xipline.importer.imap.session.LogInRule.Refusal;
import org.xipline.importer.mailbox.Opening;
import org.xipline.schemas.identity.EmailAddress;
import org.xipline.schemas.reason.DeadLetterReason;

/** Begins sessions: connects, and logs in. Safe for use by many threads. */
public final class SessionStart {
  private static final int MAX_OTHERS_TRIED = 3;

  private final Connector connector;
  private final Credentials credentials;
  private final Duration finalAfter;
  private final InstantSource clock;
  private final LogInHistory history = new LogInHistory();
  private final ReentrantLock tryingOthers = new ReentrantLock();
  private final AtomicLong othersRefused = new AtomicLong();

  /**
   * Begins none yet.
   *
   * @param finalAfter how long a mailbox must be refused, while others get in, until that is final
   */
  public SessionStart(
      Connector connector, Credentials credentials, Duration finalAfter, InstantSource clock) {
    this.connector = connector;
    this.credentials = credentials;
    this.finalAfter = finalAfter;
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
      return new Checkout.Closed(new Opening.NotFound("not a possible user name: " + mailbox));
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
        return new Checkout.Ready(new Session(mailbox, connection, logIn.validUntil()));
      }
      connection.close();
      return new Checkout.Closed(refused(mailbox, logIn, answer));
    } catch (ConnectionLostException e) {
      return new Checkout.Closed(dropped(mailbox, logIn, e));
    }
  }

  private Opening refused(EmailAddress mailbox, LogIn logIn, ServerAnswer answer) {
    var situation = Situation.at(Step.LOG_IN);
    return switch (AnswerClassifier.classify(answer, situation)) {
      case Verdict.LogInRefused refusal -> judged(mailbox, logIn, refusal, answer.words());
      case Verdict.LogInAgain() -> {
        credentials.forget();
        yield Openings.refused(answer, situation);
      }
      case Verdict _ -> Openings.refused(answer, situation);
    };
  }

  /** A server that ends the connection instead of answering has refused as well. */
  private Opening dropped(EmailAddress mailbox, LogIn logIn, ConnectionLostException loss) {
    String words = String.valueOf(loss.getMessage());
    return loss.goodbye()
        .map(goodbye -> refused(mailbox, logIn, goodbye))
        .orElseGet(() -> judged(mailbox, logIn, Verdict.LogInRefused.UNEXPLAINED, words));
  }

  /**
   * A session that was just begun was not let into its mailbox: some servers say so only when they
   * are asked for something there.
   *
   * @param words the server's
   */
  public Opening refused(Session session, Verdict.LogInRefused verdict, String words) {
    EmailAddress mailbox = session.mailbox();
    return credentials.of(mailbox) instanceof Lookup.Found(LogIn logIn)
        ? judged(mailbox, logIn, verdict, words)
        : new Opening.Denied(words);
  }

  /** The server has answered a session that was just begun: its mailbox got in. */
  public void gotIn(Session session) {
    if (!session.isResumed()) {
      history.gotIn(session.mailbox());
    }
  }

  private Opening judged(
      EmailAddress mailbox, LogIn logIn, Verdict.LogInRefused verdict, String words) {
    long othersRefusedBefore = othersRefused.get();
    long logInsBefore = history.refused(mailbox, clock.instant());
    Refusal refusal = refusal(mailbox, verdict, logInsBefore);
    Judgement judgement = judge(refusal);
    if (judgement == Judgement.TRY_ANOTHER) {
      tryOthers(mailbox, verdict, logInsBefore, othersRefusedBefore);
      refusal = refusal(mailbox, verdict, logInsBefore);
      judgement = judge(refusal);
    }
    return judgement == Judgement.FINAL
        ? given(verdict.reason(), FinalRefusal.detail(mailbox, logIn, refusal.since(), words))
        : new Opening.LogInRefused(
            verdict.reason(),
            verdict.passing(),
            words,
            refusal.mailboxes(),
            refusal.nobodySince(),
            history.isProven());
  }

  private static Opening given(DeadLetterReason reason, String detail) {
    return reason == DeadLetterReason.MAILBOX_NOT_FOUND
        ? new Opening.NotFound(detail)
        : new Opening.Denied(detail);
  }

  private Refusal refusal(EmailAddress mailbox, Verdict.LogInRefused verdict, long logInsBefore) {
    return history.refusal(mailbox, verdict.passing(), logInsBefore, clock.instant());
  }

  private Judgement judge(Refusal refusal) {
    return LogInRule.judge(refusal, clock.instant(), finalAfter);
  }

  /**
   * Finds out whether any other mailbox gets in now; one thread at a time, and not again if another
   * thread has just found that none does.
   */
  private void tryOthers(
      EmailAddress mailbox,
      Verdict.LogInRefused verdict,
      long logInsBefore,
      long othersRefusedBefore) {
    tryingOthers.lock();
    try {
      boolean stillOpen =
          judge(refusal(mailbox, verdict, logInsBefore)) == Judgement.TRY_ANOTHER
              && othersRefused.get() == othersRefusedBefore;
      if (stillOpen
          && history.others(mailbox).stream().limit(MAX_OTHERS_TRIED).noneMatch(this::getsIn)) {
        othersRefused.incrementAndGet();
      }
    } finally {
      tryingOthers.unlock();
    }
  }

  /** Logs in to another mailbox, asks for its inbox, and leaves. */
  private boolean getsIn(EmailAddress mailbox) {
    if (!(credentials.of(mailbox) instanceof Lookup.Found(LogIn logIn))
        || !(connector.connect() instanceof Connecting.Connected(ImapConnection connection))) {
      return false;
    }
    try (connection) {
      boolean gotIn =
          connection.authenticate(logIn.mechanism(), logIn.response()).isOk()
              && connection.run("STATUS INBOX (UIDNEXT)").isOk();
      if (gotIn) {
        history.gotIn(mailbox);
      } else {
        history.refused(mailbox, clock.instant());
      }
      return gotIn;
    } catch (ConnectionLostException _) {
      history.refused(mailbox, clock.instant());
      return false;
    }
  }

  /** The credentials ran out before their time. */
  public void forgetCredentials() {
    credentials.forget();
  }
}
