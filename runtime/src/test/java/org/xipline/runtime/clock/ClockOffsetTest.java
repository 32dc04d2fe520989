package org.xipline.runtime.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.xipline.runtime.clock.ClockOffset.Judgement;

class ClockOffsetTest {
  private static final Instant ASKED = Instant.parse("2026-11-20T09:15:00Z");
  private static final Instant ANSWERED = ASKED.plusSeconds(4);

  @Test
  void shouldTakeTheTimeOfTheAnswerForNoDifference() {
    assertThat(offset("2026-11-20T09:15:03Z").ahead()).isZero();
  }

  @Test
  void shouldSayTheLeastThatIsCertain() {
    assertThat(offset("2026-11-20T09:15:07.500Z").ahead()).isEqualTo(Duration.ofMillis(3500));
    assertThat(offset("2026-11-20T09:14:50Z").ahead()).isEqualTo(Duration.ofSeconds(-10));
  }

  @Test
  void shouldJudgeBothDirections() {
    assertThat(judgement(2000)).isEqualTo(Judgement.FINE);
    assertThat(judgement(-2001)).isEqualTo(Judgement.OFF);
    assertThat(judgement(30_000)).isEqualTo(Judgement.OFF);
    assertThat(judgement(-30_001)).isEqualTo(Judgement.FAR_OFF);
  }

  @Test
  void shouldSayInWhichDirection() {
    assertThat(new ClockOffset(Duration.ofMillis(-3250))).hasToString("3.3 s behind");
    assertThat(new ClockOffset(Duration.ofSeconds(40))).hasToString("40.0 s ahead");
  }

  private static Judgement judgement(long millis) {
    return new ClockOffset(Duration.ofMillis(millis)).judgement();
  }

  private static ClockOffset offset(String theirs) {
    return ClockOffset.between(ASKED, ANSWERED, Instant.parse(theirs));
  }
}
