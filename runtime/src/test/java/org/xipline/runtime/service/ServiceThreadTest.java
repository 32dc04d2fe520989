package org.xipline.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ServiceThreadTest {
  private final CountDownLatch told = new CountDownLatch(1);
  private final AtomicReference<String> ended = new AtomicReference<>();

  @Test
  void shouldRunUntilItIsTold() {
    var thread =
        ServiceThread.start("loop", this::runUntilTold, told::countDown, Duration.ofSeconds(15));
    assertThat(ended.get()).isNull();

    thread.close();

    assertThat(ended.get()).isEqualTo("loop");
  }

  @Test
  void shouldWaitNoLongerThanItsPatience() {
    var thread = ServiceThread.start("loop", this::runUntilTold, () -> {}, Duration.ofMillis(10));

    thread.close();

    assertThat(ended.get()).isNull();
    told.countDown();
  }

  @Test
  void shouldGiveInToAnInterruptAndPassItOn() {
    var thread = ServiceThread.start("loop", this::runUntilTold, () -> {}, Duration.ofSeconds(15));
    Thread.currentThread().interrupt();

    thread.close();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(ended.get()).isNull();
    told.countDown();
  }

  private void runUntilTold() {
    try {
      told.await();
      ended.set(Thread.currentThread().getName());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
