package org.xipline.importer.imap.answer;

import static org.xipline.importer.imap.answer.Verdict.Blame.MAILBOX;
import static org.xipline.importer.imap.answer.Verdict.Blame.MESSAGE;
import static org.xipline.schemas.reason.DeadLetterReason.ATTEMPTS_EXHAUSTED;
import static org.xipline.schemas.reason.DeadLetterReason.MAILBOX_ACCESS_DENIED;
import static org.xipline.schemas.reason.DeadLetterReason.MAILBOX_NOT_FOUND;
import static org.xipline.schemas.reason.DeadLetterReason.MAILBOX_OVER_QUOTA;
import static org.xipline.schemas.reason.DeadLetterReason.MESSAGE_REJECTED;
import static org.xipline.schemas.reason.DeadLetterReason.MESSAGE_TOO_LARGE_FOR_SERVER;

import java.util.function.BiFunction;
import org.xipline.importer.imap.answer.ServerAnswer.Kind;
import org.xipline.importer.imap.answer.Verdict.Done;
import org.xipline.importer.imap.answer.Verdict.LogInAgain;
import org.xipline.importer.imap.answer.Verdict.LogInRefused;
import org.xipline.importer.imap.answer.Verdict.MakeFolder;
import org.xipline.importer.imap.answer.Verdict.ServerUnavailable;
import org.xipline.importer.imap.answer.Verdict.SessionOver;
import org.xipline.importer.imap.answer.Verdict.Throttled;
import org.xipline.schemas.reason.DeadLetterReason;

/**
 * What the answers of servers mean, all of them, in one table: the first rule that fits counts.
 * {@code docs/server-answers.md} has an example of each.
 *
 * @see "RFC 5530, IMAP Response Codes"
 */
enum AnswerRule {
  THROTTLED(Match.text("request is throttled"), (answer, _) -> throttled(answer)),
  TOKEN_EXPIRED(Match.text("accesstokenexpired"), new LogInAgain()),
  CREDENTIALS_EXPIRED(Match.code("EXPIRED"), new LogInAgain()),
  GREETED_WITH_BYE(Match.at(Step.CONNECT), new ServerUnavailable()),
  TLS_REQUIRED(Match.code("PRIVACYREQUIRED"), new ServerUnavailable()),

  USER_UNKNOWN(
      Match.at(Step.LOG_IN)
          .andText("(unknown|no such) (user|mailbox)|(user|mailbox).*(unknown|not found|exist)"),
      refused(MAILBOX_NOT_FOUND)),
  NOT_CONNECTED(Match.text("authenticated but not connected"), refused(MAILBOX_ACCESS_DENIED)),
  NOT_ENTERED(
      Match.at(Step.LOG_IN)
          .andCode("UNAVAILABLE")
          .andText("internal error occurred. refer to server log"),
      refused(MAILBOX_NOT_FOUND)),
  LOG_IN_LATER(
      Match.at(Step.LOG_IN).andCode("UNAVAILABLE", "LIMIT", "INUSE", "SERVERBUG", "CONTACTADMIN"),
      new LogInRefused(ATTEMPTS_EXHAUSTED, true)),
  LOG_IN_LATER_IN_WORDS(
      Match.at(Step.LOG_IN)
          .andText(
              "too many|try again|later|maintenance|unavailable|temporar|internal error|blocked for a"
                  + " while|referral|shutting down"),
      new LogInRefused(ATTEMPTS_EXHAUSTED, true)),
  LOG_IN_REFUSED(Match.at(Step.LOG_IN), refused(MAILBOX_ACCESS_DENIED)),
  SESSION_ENDED(Match.kind(Kind.BYE), new SessionOver()),

  FOLDER_PRESENT(Match.at(Step.CREATE).andCode("ALREADYEXISTS"), new Done()),
  FOLDER_PRESENT_IN_WORDS(Match.at(Step.CREATE).andText("already exists"), new Done()),
  FOLDER_ABSENT(Match.code("TRYCREATE", "NONEXISTENT"), new MakeFolder()),
  FOLDER_ABSENT_IN_WORDS(
      Match.at(Step.OPEN).and(Kind.NO).andText("exist|not found|unknown|no such"),
      new MakeFolder()),
  NO_PERMISSION(
      Match.code("NOPERM", "READ-ONLY", "AUTHORIZATIONFAILED"),
      never(MAILBOX_ACCESS_DENIED, MAILBOX)),

  OVER_QUOTA(Match.code("OVERQUOTA"), later(MAILBOX_OVER_QUOTA, MESSAGE)),
  OVER_QUOTA_IN_WORDS(
      Match.text("over ?quota|quota.*exceeded|exceed.*quota|(mailbox|mail box).*full"),
      later(MAILBOX_OVER_QUOTA, MESSAGE)),
  TOO_BIG(Match.code("TOOBIG", "APPENDLIMIT"), never(MESSAGE_TOO_LARGE_FOR_SERVER, MESSAGE)),
  TOO_LARGE_IN_WORDS(
      Match.at(Step.APPEND)
          .andText(
              "maximum size|size.*(larger|limit|exceed)|exceed.*size|(message|mail).*too (big|large)"),
      never(MESSAGE_TOO_LARGE_FOR_SERVER, MESSAGE)),
  ARGUMENT_ERROR(
      Match.at(Step.APPEND).andText("command argument error"),
      (_, situation) -> argumentError(situation)),
  LIMIT_REACHED(Match.code("LIMIT"), later(ATTEMPTS_EXHAUSTED, MAILBOX)),

  UNFIT_MESSAGE(
      Match.at(Step.APPEND).andText("invalid header|nul char|bare (cr|lf|newline)"),
      never(MESSAGE_REJECTED, MESSAGE)),
  UNFIT_MESSAGE_CODE(
      Match.at(Step.APPEND).andCode("CANNOT", "CLIENTBUG", "UNKNOWN-CTE", "BADCHARSET", "PARSE"),
      never(MESSAGE_REJECTED, MESSAGE)),
  FOLDER_IMPOSSIBLE(
      Match.at(Step.CREATE).andCode("CANNOT", "CLIENTBUG"), never(MAILBOX_ACCESS_DENIED, MAILBOX)),
  FOLDER_REFUSED(Match.at(Step.CREATE), later(MAILBOX_ACCESS_DENIED, MAILBOX)),

  TROUBLE(
      Match.code(
          "UNAVAILABLE", "INUSE", "SERVERBUG", "CONTACTADMIN", "CORRUPTION", "EXPUNGEISSUED"),
      later(ATTEMPTS_EXHAUSTED, MAILBOX)),
  MESSAGE_REFUSED(Match.at(Step.APPEND), later(MESSAGE_REJECTED, MESSAGE)),
  OTHERWISE(Match.anything(), later(ATTEMPTS_EXHAUSTED, MAILBOX));

  /** Exchange on premises takes this much unless it is told otherwise; others take more. */
  private static final long SMALLEST_SERVER_LIMIT_BYTES = 10L << 20;

  private final Match match;
  private final BiFunction<ServerAnswer, Situation, Verdict> meaning;

  AnswerRule(Match match, Verdict verdict) {
    this(match, (_, _) -> verdict);
  }

  AnswerRule(Match match, BiFunction<ServerAnswer, Situation, Verdict> meaning) {
    this.match = match;
    this.meaning = meaning;
  }

  /** The rule for an answer other than OK. */
  static AnswerRule of(ServerAnswer answer, Situation situation) {
    for (AnswerRule rule : values()) {
      if (rule.match.fits(answer, situation)) {
        return rule;
      }
    }
    throw new IllegalStateException("no rule for " + answer);
  }

  Verdict verdict(ServerAnswer answer, Situation situation) {
    return meaning.apply(answer, situation);
  }

  private static Verdict later(DeadLetterReason reason, Verdict.Blame blame) {
    return new Verdict.Later(reason, blame);
  }

  private static Verdict never(DeadLetterReason reason, Verdict.Blame blame) {
    return new Verdict.Never(reason, blame);
  }

  private static Verdict refused(DeadLetterReason reason) {
    return new LogInRefused(reason, false);
  }

  private static Verdict throttled(ServerAnswer answer) {
    return new Throttled(SuggestedBackoff.in(answer.text()));
  }

  /** Exchange means the size, the quota, or long lines, which our messages do not have. */
  private static Verdict argumentError(Situation situation) {
    return situation.messageBytes() > SMALLEST_SERVER_LIMIT_BYTES
        ? never(MESSAGE_TOO_LARGE_FOR_SERVER, MESSAGE)
        : later(MAILBOX_OVER_QUOTA, MESSAGE);
  }
}
