package org.xipline.console.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class DecisionMarkTest {
  private static final Instant AT = Instant.parse("2026-11-20T09:15:00.000123Z");
  private static final long MICROS = 1_795_166_100_000_123L;

  @Test
  void shouldComeAfterTheAttemptThatItAnswersWhateverItsClockSays() {
    assertThat(Decision.markOf(AT, 5, "a")).isEqualTo(new DecisionMark(MICROS, "a"));
    assertThat(Decision.markOf(AT, MICROS, "a")).isEqualTo(new DecisionMark(MICROS + 1, "a"));
    assertThat(Decision.markOf(AT)).isEqualTo(new DecisionMark(MICROS, ""));
  }

  @Test
  void shouldBeFoundByItsActionOrByItsNumberWhereNoneWasRecorded() {
    assertThat(new DecisionMark(5, "a").key()).isEqualTo("a");
    assertThat(new DecisionMark(5, "").key()).isEqualTo("5");
  }

  @Test
  void shouldBeLaterByItsNumberAndThenByItsAction() {
    var early = new DecisionMark(5, "z");
    var late = new DecisionMark(6, "a");
    var alsoLate = new DecisionMark(6, "b");

    assertThat(early.orLater(late)).isSameAs(late);
    assertThat(late.orLater(early)).isSameAs(late);
    assertThat(late.orLater(alsoLate)).isSameAs(alsoLate);
    assertThat(alsoLate.orLater(late)).isSameAs(alsoLate);
  }
}
