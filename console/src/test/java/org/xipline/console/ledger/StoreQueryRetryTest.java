package org.xipline.console.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.junit.jupiter.api.Test;

class StoreQueryRetryTest {
  private final AtomicInteger asked = new AtomicInteger();

  @Test
  void shouldAskAgainWhileTheStoreIsClosed() {
    var question = new StoreQueryRetry(Duration.ofMinutes(1));

    assertThat(question.<String>ask(() -> answerOfThird())).isEqualTo("answer");
    assertThat(asked).hasValue(3);
  }

  @Test
  void shouldGiveUpWhereItStaysClosed() {
    var question = new StoreQueryRetry(Duration.ofMillis(150));

    assertThatThrownBy(() ->
            question.ask(() -> {
              asked.incrementAndGet();
              throw new InvalidStateStoreException("PARTITIONS_REVOKED, not RUNNING");
            }))
        .isInstanceOf(InvalidStateStoreException.class);
    assertThat(asked.get()).isGreaterThan(1);
  }

  @Test
  void shouldNotAskAgainWhatFailsOtherwise() {
    var question = new StoreQueryRetry(Duration.ofMinutes(1));

    assertThatThrownBy(() ->
            question.ask(() -> {
              asked.incrementAndGet();
              throw new IllegalStateException("the disk is full");
            }))
        .hasMessage("the disk is full");
    assertThat(asked).hasValue(1);
  }

  private String answerOfThird() {
    if (asked.incrementAndGet() < 3) {
      throw new InvalidStateStoreException("not open");
    }
    return "answer";
  }
}
