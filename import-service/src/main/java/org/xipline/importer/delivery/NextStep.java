package org.xipline.importer.delivery;

import java.time.Duration;
import java.time.Instant;
import org.xipline.importer.mailbox.AppendResult;
import org.xipline.importer.retry.MailboxPause;
import org.xipline.importer.retry.RetryDecision;
import org.xipline.importer.retry.RetryPolicy;
import org.xipline.schemas.reason.DeadLetterReason;

/** What happens to a message after an answer of its mailbox. Decided here, and nowhere else. */
sealed interface NextStep {

  /** Done with here: what is told of it. */
  sealed interface Ending extends NextStep {}

  record Delivered(long uidValidity, long uid) implements Ending {}

  record Present(long uidValidity, long uid) implements Ending {}

  record DeadLettered(SetAside why) implements Ending {}

  /**
   * It goes on in {@code xip.messages.retry}.
   *
   * @param reason what it is set aside with when it never passes
   * @param detail the server's words, or what else stands in the way
   */
  record Retried(Instant due, DeadLetterReason reason, String detail) implements Ending {}

  /** It is tried again here, soon. */
  record WaitHere(Duration backoff) implements NextStep {}

  /** It was not tried, or nobody knows whether it is there; delivering it again looks first. */
  record AskAgain() implements NextStep {}

  /**
   * The step after an attempt.
   *
   * @param attempts how many were made; this one included, if it {@link #isAttempt}
   * @param firstTriedAt when the first was made
   * @param jitter in [0, 1)
   */
  static NextStep after(
      AppendResult result,
      int attempts,
      Instant firstTriedAt,
      Instant now,
      RetryPolicy policy,
      double jitter) {
    return switch (result) {
      case AppendResult.Appended(long uidValidity, long uid) -> new Delivered(uidValidity, uid);
      case AppendResult.AlreadyPresent(long uidValidity, long uid) -> new Present(uidValidity, uid);
      case AppendResult.Refused(DeadLetterReason reason, String detail) ->
          new DeadLettered(SetAside.because(reason, detail));
      case AppendResult.TryLater(DeadLetterReason reason, String detail, Duration asked) ->
          of(policy.postpone(attempts, firstTriedAt, asked, now, jitter), reason, detail);
      case AppendResult.Throttled(String detail, Duration rest) ->
          of(
              policy.rest(attempts, firstTriedAt, rest, now),
              DeadLetterReason.ATTEMPTS_EXHAUSTED,
              detail);
      case AppendResult.NotLetIn(DeadLetterReason reason, String detail) ->
          of(policy.postponeForever(attempts, now, jitter), reason, detail);
      case AppendResult.ContentUnavailable(String detail) ->
          elsewhere(
              of(
                  policy.postpone(attempts, firstTriedAt, Duration.ZERO, now, jitter),
                  DeadLetterReason.ATTEMPTS_EXHAUSTED,
                  detail),
              now,
              detail);
      case AppendResult.NotTried _ -> new AskAgain();
      case AppendResult.Unresolved _ -> new AskAgain();
    };
  }

  /** Whether a result counts as an attempt: whether the message itself was tried. */
  static boolean isAttempt(AppendResult result) {
    return switch (result) {
      case AppendResult.Appended _, AppendResult.AlreadyPresent _ -> true;
      case AppendResult.TryLater _, AppendResult.Refused _ -> true;
      case AppendResult.NotLetIn _, AppendResult.ContentUnavailable _ -> true;
      case AppendResult.Throttled _, AppendResult.NotTried _, AppendResult.Unresolved _ -> false;
    };
  }

  /** Whether a result says something of the mailbox, and not of the message alone. */
  static boolean concernsMailbox(AppendResult result) {
    return !(result instanceof AppendResult.ContentUnavailable);
  }

  /** The step of a message that was not tried, because its mailbox is left alone until then. */
  static NextStep whileResting(
      MailboxPause rest, int attempts, Instant firstTriedAt, RetryPolicy policy) {
    return of(
        policy.postponeTo(rest.until(), attempts, firstTriedAt), rest.reason(), rest.detail());
  }

  /** A message that waits where it is would be in the way of those that go with it. */
  private static NextStep elsewhere(NextStep step, Instant now, String detail) {
    return step instanceof WaitHere(Duration backoff)
        ? new Retried(now.plus(backoff), DeadLetterReason.ATTEMPTS_EXHAUSTED, detail)
        : step;
  }

  private static NextStep of(RetryDecision postponement, DeadLetterReason reason, String detail) {
    return switch (postponement) {
      case RetryDecision.InPlace(Duration backoff) -> new WaitHere(backoff);
      case RetryDecision.Until(Instant due) -> new Retried(due, reason, detail);
      case RetryDecision.Exhausted(int attempts, Instant firstTriedAt) ->
          new DeadLettered(
              SetAside.because(
                  reason,
                  "tried %d times since %s; most recently: %s"
                      .formatted(attempts, firstTriedAt, detail)));
    };
  }
}
