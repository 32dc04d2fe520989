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

  /** The same message was there before. */
  record AlreadyPresent(long uid) implements AppendResult {}

  /**
   * It is not there, for a passing reason.
   *
   * @param reason what it is set aside with when it never passes
   * @param backoff what the server asks for; zero if it names none
   */
  record TryLater(DeadLetterReason reason, String detail, Duration backoff)
      implements AppendResult {}

  /** It is not there, and trying again will not help. */
  record Refused(DeadLetterReason reason, String detail) implements AppendResult {}

  /** The answer was lost, or never asked for: looking tells whether it is there. */
  record Unknown(String detail) implements AppendResult {}
}
