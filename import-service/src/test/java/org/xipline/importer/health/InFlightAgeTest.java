package org.xipline.importer.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class InFlightAgeTest {
  private static final Instant FIRST = Instant.parse("2026-11-20T12:00:00Z");
  private static final Instant LATER = FIRST.plusSeconds(5);

  private final InFlightAge waiting = new InFlightAge();

  @Test
  void shouldKnowTheOldestUntilAllThatWaitSinceThenAreDone() {
    waiting.begin(LATER);
    waiting.begin(FIRST);
    waiting.begin(FIRST);
    waiting.end(FIRST);

    assertThat(waiting.oldest()).contains(FIRST);

    waiting.end(FIRST);

    assertThat(waiting.oldest()).contains(LATER);

    waiting.end(LATER);

    assertThat(waiting.oldest()).isEmpty();
  }
}
