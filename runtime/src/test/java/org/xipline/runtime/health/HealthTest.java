package org.xipline.runtime.health;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HealthTest {

  @Test
  void shouldKeepDetailsInTheOrderTheyWereGiven() {
    Health health =
        Health.degraded("server out of reach").with("since", "noon").with("attempts", 3);

    assertThat(health.state()).isEqualTo(Health.State.DEGRADED);
    assertThat(health.details().keySet()).containsExactly("trouble", "since", "attempts");
    assertThat(health.details()).containsEntry("attempts", "3");
  }

  @Test
  void shouldOrderStatesFromWellToWorse() {
    assertThat(Health.State.values())
        .containsExactly(Health.State.UP, Health.State.DEGRADED, Health.State.DOWN)
        .isSorted();
  }
}
