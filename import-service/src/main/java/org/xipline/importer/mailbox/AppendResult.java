package org.xipline.importer.mailbox;

import java.time.Duration;
import org.xipline.schemas.reason.DeadLetterReason;

/** What came of storing one message. */
public sealed interface AppendResult {

  /**
   * It is in the folder, on stable storage.
   *
   * @param uidValidity 0 where mailboxes have none
   * @param uid 0 where mailboxes have none
   */
  record Appended(long uidValidity, long uid) implements AppendResult {}

  /**
   * The same message was there before.
   *
   * @param uidValidity 0 where mailboxes have none
   * @param uid 0 where mailboxes have none
   */
  record AlreadyPresent(long uidValidity, long uid) implements AppendResult {}

  /** It is not there. */
  sealed interface NotStored extends AppendResult {}

  /**
   * It is not there, for a passing reason.
   *
   * @param reason what it is set aside with when it never passes
   * @param backoff what the server asks for; zero if it names none
   */
  record TryLater(DeadLetterReason reason, String detail, Duration backoff) implements NotStored {}

  /**
   * It is not there: the server does not let the importer into the mailbox, and whose trouble that
   * is shows when other mailboxes get in, or do not.
   *
   * @param reason what it is set aside with if it is the mailbox's
   */
  record NotLetIn(DeadLetterReason reason, String detail) implements NotStored {}

  /** Its content cannot be had now. It was not sent, and that says nothing of the mailbox. */
  record ContentUnavailable(String detail) implements NotStored {}

  /** The server wants this mailbox left alone for a time. It is no attempt. */
  record Throttled(String detail, Duration rest) implements NotStored {}

  /** It is not there, and trying again will not help. */
  record Refused(DeadLetterReason reason, String detail) implements NotStored {}

  /** It was not sent, because something else ended the session first. It is no attempt. */
  record NotTried(String detail) implements NotStored {}

  /** The answer was lost: looking tells whether it is there. */
  sealed interface Unresolved extends AppendResult {

    String detail();
  }

  /** The answer was lost, and the message may be the cause: if it is not there, it was tried. */
  record Unknown(String detail) implements Unresolved {}

  /** The session ended for a reason of its own: if the message is not there, it was not tried. */
  record Interrupted(String detail) implements Unresolved {}
}
