package org.xipline.console.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LedgerProgressTest {
  private static final Duration LONG = Duration.ofMinutes(5);

  private final LedgerProgress progress = new LedgerProgress();

  @Test
  void shouldBeReadThroughOnlyWhereEveryPartitionIs() throws InterruptedException {
    // Given
    progress.readThrough(0, 7);
    progress.readThrough(1, 3);

    // Then
    assertThat(isRead(Map.of())).isTrue();
    assertThat(isRead(Map.of(0, 7L, 1, 3L))).isTrue();
    assertThat(isRead(Map.of(0, 7L, 1, 4L))).isFalse();
    assertThat(isRead(Map.of(0, 8L))).isFalse();
    assertThat(isRead(Map.of(2, 0L))).isFalse();
  }

  @Test
  void shouldNotGoBackWhereAPartitionIsReadAgain() throws InterruptedException {
    progress.readThrough(0, 7);
    progress.readThrough(0, 2);

    assertThat(isRead(Map.of(0, 7L))).isTrue();
  }

  @Test
  void shouldWaitUntilItIsReadThrough() throws InterruptedException {
    CompletableFuture<Void> reading =
        CompletableFuture.runAsync(() -> progress.readThrough(0, 0), later());

    assertThat(progress.awaitReadThrough(Map.of(0, 0L), LONG)).isTrue();
    reading.join();
  }

  @Test
  void shouldWaitForNewsSinceTheMark() throws InterruptedException {
    // Given news that came before
    progress.announce();
    long mark = progress.newsSoFar();

    // When
    CompletableFuture<Void> news = CompletableFuture.runAsync(progress::announce, later());
    progress.awaitNewsAfter(mark, LONG);

    // Then
    assertThat(progress.newsSoFar()).isEqualTo(mark + 1);
    news.join();
    progress.awaitNewsAfter(mark, LONG);
  }

  @Test
  void shouldNotWaitForNewsLongerThanItMay() throws InterruptedException {
    progress.awaitNewsAfter(progress.newsSoFar(), Duration.ofMillis(1));

    assertThat(progress.newsSoFar()).isZero();
  }

  private boolean isRead(Map<Integer, Long> offsets) throws InterruptedException {
    return progress.awaitReadThrough(offsets, Duration.ZERO);
  }

  private static Executor later() {
    return CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS);
  }
}
