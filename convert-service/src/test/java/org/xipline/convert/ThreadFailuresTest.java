package org.xipline.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xipline.convert.ThreadFailures.Verdict.GIVE_UP;
import static org.xipline.convert.ThreadFailures.Verdict.REPLACE;
import static org.xipline.convert.ThreadFailures.Verdict.STAND_BY;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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

  @Test
  void shouldStandByWhereAnotherProcessHasTakenItsPlace() {
    assertThat(failures.judge(new StreamsException(new FencedInstanceIdException("x")), START))
        .isEqualTo(STAND_BY);
  }

  @ParameterizedTest
  @MethodSource("producerFailures")
  void shouldReplaceAFencedOrExpiredProducerAsOftenAsItHappens(Exception failure) {
    for (int i = 0; i < 100; i++) {
      assertThat(failures.judge(new StreamsException(failure), START)).isEqualTo(REPLACE);
    }
  }

  static List<Exception> producerFailures() {
    return List.of(
        new ProducerFencedException("x"),
        new InvalidProducerEpochException("x"),
        new InvalidPidMappingException("x"));
  }
}
