package org.xipline.importer.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xipline.schemas.reason.DeadLetterReason.ATTEMPTS_EXHAUSTED;
import static org.xipline.schemas.reason.DeadLetterReason.MAILBOX_ACCESS_DENIED;
import static org.xipline.schemas.reason.DeadLetterReason.MAILBOX_OVER_QUOTA;
import static org.xipline.schemas.reason.DeadLetterReason.MESSAGE_REJECTED;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.xipline.importer.mailbox.AppendResult;
import org.xipline.importer.retry.RetryPolicy;
import org.xipline.importer.retry.RetrySettings;

class NextStepTest {
  private static final Instant FIRST = Instant.parse("2026-11-20T09:15:00Z");
  private static final Duration MAXIMUM_AGE = Duration.ofDays(1);
  private static final RetryPolicy POLICY =
      new RetryPolicy(
          new RetrySettings(
              Duration.ofSeconds(2), Duration.ofMinutes(15), Duration.ofSeconds(5), MAXIMUM_AGE));

  @Test
  void shouldBeDoneWithWhatIsInTheFolder() {
    assertThat(after(new AppendResult.Appended(3, 4), 1)).isEqualTo(new NextStep.Delivered(3, 4));
    assertThat(after(new AppendResult.AlreadyPresent(3, 4), 1))
        .isEqualTo(new NextStep.Present(3, 4));
  }

  @Test
  void shouldSetAsideWhatIsRefused() {
    assertThat(after(new AppendResult.Refused(MESSAGE_REJECTED, "NO spam"), 1))
        .isEqualTo(new NextStep.DeadLettered(SetAside.because(MESSAGE_REJECTED, "NO spam")));
  }

  @Test
  void shouldWaitInPlaceForWhatPassesSoonAndInItsTopicForTheRest() {
    var full = new AppendResult.TryLater(MAILBOX_OVER_QUOTA, "NO full", Duration.ZERO);

    assertThat(after(full, 1)).isEqualTo(new NextStep.WaitHere(Duration.ofSeconds(1)));
    assertThat(after(full, 4))
        .isEqualTo(new NextStep.Retried(FIRST.plusSeconds(8), MAILBOX_OVER_QUOTA, "NO full"));
  }

  @Test
  void shouldWaitAsLongAsTheServerAsks() {
    var busy = new AppendResult.TryLater(ATTEMPTS_EXHAUSTED, "NO busy", Duration.ofMinutes(3));

    assertThat(after(busy, 1))
        .isEqualTo(new NextStep.Retried(FIRST.plusSeconds(180), ATTEMPTS_EXHAUSTED, "NO busy"));
  }

  @Test
  void shouldSetAsideWhatWasTriedForTooLongAndSaySo() {
    // Given
    var full = new AppendResult.TryLater(MAILBOX_OVER_QUOTA, "NO full", Duration.ZERO);

    // When
    NextStep step = NextStep.after(full, 9, FIRST, FIRST.plus(MAXIMUM_AGE), POLICY, 0);

    // Then
    assertThat(step)
        .isEqualTo(
            new NextStep.DeadLettered(
                SetAside.because(
                    MAILBOX_OVER_QUOTA,
                    "tried 9 times since " + FIRST + "; most recently: NO full")));
  }

  @Test
  void shouldLeaveAThrottledMailboxAloneForExactlyThatLong() {
    assertThat(after(new AppendResult.Throttled("NO slower", Duration.ofMinutes(5)), 0))
        .isEqualTo(new NextStep.Retried(FIRST.plusSeconds(300), ATTEMPTS_EXHAUSTED, "NO slower"));
    assertThat(after(new AppendResult.Throttled("NO slower", Duration.ofSeconds(5)), 0))
        .isEqualTo(new NextStep.WaitHere(Duration.ofSeconds(5)));
  }

  @Test
  void shouldNeverSetAsideAMailboxThatIsNotLetInForItsAgeAlone() {
    // Given
    var refused = new AppendResult.NotLetIn(MAILBOX_ACCESS_DENIED, "NO");
    Instant late = FIRST.plus(MAXIMUM_AGE.multipliedBy(9));

    // Then
    assertThat(NextStep.after(refused, 4, FIRST, late, POLICY, 0))
        .isEqualTo(new NextStep.Retried(late.plusSeconds(8), MAILBOX_ACCESS_DENIED, "NO"));
  }

  @Test
  void shouldNotLetAMessageWhosePayloadIsOutOfReachWaitInTheWayOfOthers() {
    // Given
    var unavailable = new AppendResult.ContentUnavailable("payload store: down");

    // Then
    assertThat(after(unavailable, 1))
        .isEqualTo(
            new NextStep.Retried(FIRST.plusSeconds(1), ATTEMPTS_EXHAUSTED, "payload store: down"));
    assertThat(NextStep.after(unavailable, 2, FIRST, FIRST.plus(MAXIMUM_AGE), POLICY, 0))
        .isInstanceOf(NextStep.DeadLettered.class);
  }

  @Test
  void shouldAskAgainForWhatWasNotTriedOrIsNotKnown() {
    assertThat(after(new AppendResult.NotTried("x"), 0)).isEqualTo(new NextStep.AskAgain());
    assertThat(after(new AppendResult.Unknown("x"), 0)).isEqualTo(new NextStep.AskAgain());
    assertThat(after(new AppendResult.Interrupted("x"), 0)).isEqualTo(new NextStep.AskAgain());
  }

  @Test
  void shouldCountAsAnAttemptOnlyWhatWasTried() {
    assertThat(NextStep.isAttempt(new AppendResult.Appended(1, 1))).isTrue();
    assertThat(NextStep.isAttempt(new AppendResult.AlreadyPresent(1, 1))).isTrue();
    assertThat(
            NextStep.isAttempt(new AppendResult.TryLater(MAILBOX_OVER_QUOTA, "x", Duration.ZERO)))
        .isTrue();
    assertThat(NextStep.isAttempt(new AppendResult.Refused(MESSAGE_REJECTED, "x"))).isTrue();
    assertThat(NextStep.isAttempt(new AppendResult.NotLetIn(MAILBOX_ACCESS_DENIED, "x"))).isTrue();
    assertThat(NextStep.isAttempt(new AppendResult.ContentUnavailable("x"))).isTrue();
    assertThat(NextStep.isAttempt(new AppendResult.Throttled("x", Duration.ZERO))).isFalse();
    assertThat(NextStep.isAttempt(new AppendResult.NotTried("x"))).isFalse();
    assertThat(NextStep.isAttempt(new AppendResult.Unknown("x"))).isFalse();
    assertThat(NextStep.isAttempt(new AppendResult.Interrupted("x"))).isFalse();
  }

  private static NextStep after(AppendResult result, int attempts) {
    return NextStep.after(result, attempts, FIRST, FIRST, POLICY, 0);
  }
}
