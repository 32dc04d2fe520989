package org.xipline.console.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PostponementTest {
  private static final Instant AT = Instant.parse("2026-11-20T09:15:00Z");

  @Test
  void shouldBeTheOneOfTheLaterTryAndOfOneTryTheOneToldLater() {
    Postponement first = told(1, AT);
    Postponement secondTryByASlowClock = told(2, AT.minusSeconds(9));
    Postponement toldAgain = told(1, AT.plusSeconds(1));

    assertThat(first.orLater(secondTryByASlowClock)).isSameAs(secondTryByASlowClock);
    assertThat(secondTryByASlowClock.orLater(first)).isSameAs(secondTryByASlowClock);
    assertThat(first.orLater(toldAgain)).isSameAs(toldAgain);
    assertThat(toldAgain.orLater(first)).isSameAs(toldAgain);
    assertThat(secondTryByASlowClock.orLater(toldAgain)).isSameAs(secondTryByASlowClock);
    assertThat(first.orLater(told(1, AT))).isSameAs(first);
  }

  private static Postponement told(int attempts, Instant at) {
    return new Postponement("reason", "detail", attempts, AT, Optional.empty(), at);
  }
}
