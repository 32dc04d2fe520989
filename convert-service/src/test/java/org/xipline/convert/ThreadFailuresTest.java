package org.xipline.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xipline.convert.ThreadFailures.Verdict.GIVE_UP;
import static org.xipline.convert.ThreadFailures.Verdict.REPLACE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

class ThreadFailuresTest {
  private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
  private final Throwable passing =
      new StreamsException(new UncheckedIOException(new IOException("the disk is on fire")));

  private final ThreadFailures failures = new ThreadFailures(2);

  @Test
  void shouldReplaceAThreadThatPassingTroubleKilled() {
    assertThat(failures.judge(passing, START)).isEqualTo(REPLACE);
  }

  @Test
  void shouldGiveUpWhereTroubleDoesNotPass() {
    // Given
    for (int i = 0; i < 10; i++) {
      assertThat(failures.judge(passing, START)).isEqualTo(REPLACE);
    }

    // When, then
    assertThat(failures.judge(passing, START.plusSeconds(1))).isEqualTo(GIVE_UP);
  }

  @Test
  void shouldForgetOldTrouble() {
    // Given
    Duration apart = ThreadFailures.WINDOW.dividedBy(9);

    // When, then
    for (int i = 0; i < 20; i++) {
      assertThat(failures.judge(passing, START.plus(apart.multipliedBy(i)))).isEqualTo(REPLACE);
    }
  }

  @Test
  void shouldGiveUpAtOnceWhereAnotherThreadWouldMeetTheSame() {
    assertThat(failures.judge(new StreamsException(new TopicAuthorizationException("x")), START))
        .isEqualTo(GIVE_UP);
  }
}
