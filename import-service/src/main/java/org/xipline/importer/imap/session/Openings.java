package org.xipline.importer.imap.session;

import org.xipline.importer.imap.answer.AnswerClassifier;
import org.xipline.importer.imap.answer.ServerAnswer;
import org.xipline.importer.imap.answer.Situation;
import org.xipline.importer.imap.answer.Verdict;
import org.xipline.importer.imap.connection.ConnectionLostException;
import org.xipline.importer.mailbox.AppendResult.NotStored;
import org.xipline.importer.mailbox.Opening;
import org.xipline.schemas.reason.DeadLetterReason;

/** What refusals mean for opening a mailbox. Pure. */
public final class Openings {

  private Openings() {}

  /** After an answer other than OK. */
  public static Opening refused(ServerAnswer answer, Situation situation) {
    return refused(AnswerClassifier.classify(answer, situation), answer.words());
  }

  /** After a connection was lost: this mailbox may be the cause, and others go on. */
  public static Opening lost(ConnectionLostException loss, Situation situation) {
    Verdict verdict =
        loss.goodbye()
            .map(goodbye -> AnswerClassifier.classify(goodbye, situation))
            .orElseGet(Verdict.SessionOver::new);
    return refused(verdict, String.valueOf(loss.getMessage()));
  }

  private static Opening refused(Verdict verdict, String words) {
    return switch (verdict) {
      case Verdict.ServerUnavailable() -> new Opening.Unavailable(words);
      case Verdict.Never(DeadLetterReason reason, var _) ->
          reason == DeadLetterReason.MAILBOX_NOT_FOUND
              ? new Opening.NotFound(words)
              : new Opening.Denied(words);
      case Verdict other -> busy(AnswerClassifier.notStored(other, words));
    };
  }

  private static Opening busy(NotStored cause) {
    return new Opening.Busy(cause);
  }
}
