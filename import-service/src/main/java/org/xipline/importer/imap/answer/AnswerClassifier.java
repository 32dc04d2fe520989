package org.xipline.importer.imap.answer;

import java.time.Duration;
import org.xipline.importer.imap.answer.Verdict.Done;
import org.xipline.importer.imap.answer.Verdict.Later;
import org.xipline.importer.imap.answer.Verdict.LogInAgain;
import org.xipline.importer.imap.answer.Verdict.LogInRefused;
import org.xipline.importer.imap.answer.Verdict.MakeFolder;
import org.xipline.importer.imap.answer.Verdict.Never;
import org.xipline.importer.imap.answer.Verdict.ServerUnavailable;
import org.xipline.importer.imap.answer.Verdict.SessionOver;
import org.xipline.importer.imap.answer.Verdict.Throttled;
import org.xipline.importer.mailbox.AppendResult.NotLetIn;
import org.xipline.importer.mailbox.AppendResult.NotStored;
import org.xipline.importer.mailbox.AppendResult.NotTried;
import org.xipline.importer.mailbox.AppendResult.Refused;
import org.xipline.importer.mailbox.AppendResult.TryLater;
import org.xipline.schemas.reason.DeadLetterReason;

/** Says what the answers of a server mean. Pure: nothing but its arguments counts. */
public final class AnswerClassifier {

  private AnswerClassifier() {}

  /** What an answer other than OK means. */
  public static Verdict classify(ServerAnswer answer, Situation situation) {
    return AnswerRule.of(answer, situation).verdict(answer, situation);
  }

  /** What becomes of a message that is certainly not in the folder after this. */
  public static NotStored notStored(Verdict verdict, String words) {
    return switch (verdict) {
      case Later(DeadLetterReason reason, var _) -> later(reason, words);
      case Never(DeadLetterReason reason, var _) -> new Refused(reason, words);
      case Throttled(Duration rest) ->
          new org.xipline.importer.mailbox.AppendResult.Throttled(words, rest);
      case LogInRefused(DeadLetterReason reason, boolean passing) ->
          passing ? later(reason, words) : new NotLetIn(reason, words);
      case LogInAgain(), ServerUnavailable() -> new NotTried(words);
      case SessionOver(), Done(), MakeFolder() -> later(DeadLetterReason.ATTEMPTS_EXHAUSTED, words);
    };
  }

  private static NotStored later(DeadLetterReason reason, String words) {
    return new TryLater(reason, words, Duration.ZERO);
  }
}
