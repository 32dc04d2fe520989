package org.xipline.importer.retry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.xipline.schemas.property.Property;

class RetryPolicyTest {
  private static final Instant NOW = Instant.parse("2026-11-20T09:15:00Z");
  private static final RetrySettings SETTINGS =
      new RetrySettings(
          Duration.ofMillis(500),
          Duration.ofMinutes(15),
          Duration.ofSeconds(2),
          Duration.ofDays(2));

  private final RetryPolicy policy = new RetryPolicy(SETTINGS);

  @Test
  void shouldWaitInPlaceAtFirst() {
    assertThat(policy.postpone(1, NOW, Duration.ZERO, NOW, 0.0))
        .isEqualTo(new RetryDecision.InPlace(Duration.ofMillis(250)));
    assertThat(policy.postpone(3, NOW, Duration.ZERO, NOW, 0.5))
        .isEqualTo(new RetryDecision.InPlace(Duration.ofMillis(1500)));
  }

  @Test
  void shouldWaitInTheRetryTopicWhenItTakesLonger() {
    assertThat(policy.postpone(4, NOW, Duration.ZERO, NOW, 0.5))
        .isEqualTo(new RetryDecision.Until(NOW.plusSeconds(3)));
  }

  @Test
  void shouldKeepToTheServersBackoff() {
    assertThat(policy.postpone(1, NOW, Duration.ofMillis(299_961), NOW, 0.0))
        .isEqualTo(new RetryDecision.Until(NOW.plusMillis(299_961)));
  }

  @Test
  void shouldLeaveAThrottledMailboxAloneForExactlyAsLongAsItsServerWants() {
    assertThat(policy.rest(0, NOW, Duration.ofMillis(299_961), NOW))
        .isEqualTo(new RetryDecision.Until(NOW.plusMillis(299_961)));
    assertThat(policy.rest(0, NOW, Duration.ofMillis(1500), NOW))
        .isEqualTo(new RetryDecision.InPlace(Duration.ofMillis(1500)));
    assertThat(policy.rest(0, NOW.minus(Duration.ofDays(1)), Duration.ofDays(700), NOW))
        .isEqualTo(new RetryDecision.Exhausted(0, NOW.minus(Duration.ofDays(1))));
  }

  @Test
  void shouldEndAtTheMaximumAge() {
    Instant first = NOW.minus(Duration.ofDays(2)).plusSeconds(1);

    assertThat(policy.postpone(99, first, Duration.ZERO, NOW, 0.0))
        .isEqualTo(new RetryDecision.Exhausted(99, first));
    assertThat(policy.postponeTo(NOW.plusSeconds(2), 3, first))
        .isEqualTo(new RetryDecision.Exhausted(3, first));
  }

  @Test
  void shouldNeverWaitLongerThanAllowedNorLessThanAsked() {
    Property.holds(
        200,
        values -> {
          int attempts = values.integer(1, 1000);
          Duration asked = Duration.ofMillis(values.integer(0, 900_000));

          Duration waited =
              switch (policy.postpone(attempts, NOW, asked, NOW, values.fraction())) {
                case RetryDecision.InPlace(Duration backoff) -> backoff;
                case RetryDecision.Until(Instant due) -> Duration.between(NOW, due);
                case RetryDecision.Exhausted _ -> throw new AssertionError("two days are not over");
              };

          assertThat(waited)
              .isBetween(asked, SETTINGS.longestBackoff().multipliedBy(11).dividedBy(10));
        });
  }
}
