package org.xipline.importer.imap.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.xipline.importer.imap.answer.Verdict.Blame;
import org.xipline.importer.mailbox.AppendResult.NotLetIn;
import org.xipline.importer.mailbox.AppendResult.NotStored;
import org.xipline.importer.mailbox.AppendResult.NotTried;
import org.xipline.importer.mailbox.AppendResult.Refused;
import org.xipline.importer.mailbox.AppendResult.Throttled;
import org.xipline.importer.mailbox.AppendResult.TryLater;
import org.xipline.schemas.reason.DeadLetterReason;

class AnswerClassifierTest {
  private static final String WORDS = "NO not now";

  static Stream<Arguments> verdicts() {
    return Stream.of(
        Arguments.of(
            new Verdict.Later(DeadLetterReason.MAILBOX_OVER_QUOTA, Blame.MAILBOX),
            later(DeadLetterReason.MAILBOX_OVER_QUOTA)),
        Arguments.of(
            new Verdict.Never(DeadLetterReason.MESSAGE_REJECTED, Blame.MESSAGE),
            new Refused(DeadLetterReason.MESSAGE_REJECTED, WORDS)),
        Arguments.of(
            new Verdict.Throttled(Duration.ofSeconds(7)),
            new Throttled(WORDS, Duration.ofSeconds(7))),
        Arguments.of(
            new Verdict.LogInRefused(DeadLetterReason.MAILBOX_NOT_FOUND, true),
            later(DeadLetterReason.MAILBOX_NOT_FOUND)),
        Arguments.of(
            new Verdict.LogInRefused(DeadLetterReason.MAILBOX_ACCESS_DENIED, false),
            new NotLetIn(DeadLetterReason.MAILBOX_ACCESS_DENIED, WORDS)),
        Arguments.of(new Verdict.LogInAgain(), new NotTried(WORDS)),
        Arguments.of(new Verdict.ServerUnavailable(), new NotTried(WORDS)),
        Arguments.of(new Verdict.SessionOver(), later(DeadLetterReason.ATTEMPTS_EXHAUSTED)),
        Arguments.of(new Verdict.Done(), later(DeadLetterReason.ATTEMPTS_EXHAUSTED)),
        Arguments.of(new Verdict.MakeFolder(), later(DeadLetterReason.ATTEMPTS_EXHAUSTED)));
  }

  @ParameterizedTest
  @MethodSource("verdicts")
  void shouldSayWhatBecomesOfAMessageThatIsNotThere(Verdict verdict, NotStored becomes) {
    assertThat(AnswerClassifier.notStored(verdict, WORDS)).isEqualTo(becomes);
  }

  private static NotStored later(DeadLetterReason reason) {
    return new TryLater(reason, WORDS, Duration.ZERO);
  }
}
