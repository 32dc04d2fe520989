package org.xipline.runtime.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

final class SimulationTest {
  private final Simulation simulation = new Simulation(1);
  private final SimulatedProcess process = simulation.process("process");
  private final List<String> log = new ArrayList<>();

  @Test
  void shouldTakeTheSameStepsAgainForTheSameSeed() {
    assertThat(orderOf(3)).isEqualTo(orderOf(3));
    assertThat(orderOf(3)).isNotEqualTo(orderOf(4));
  }

  /** Who comes when, among four that share a lock and also wait for time to pass. */
  private static List<String> orderOf(long seed) {
    var simulation = new Simulation(seed);
    var order = new ArrayList<String>();
    var lock = new Semaphore(1, true);
    for (String name : List.of("a", "b", "c", "d")) {
      simulation
          .process(name)
          .start(
              "thread",
              () -> {
                for (int i = 0; i < 10; i++) {
                  lock.acquireUninterruptibly();
                  order.add(name);
                  simulation.step();
                  lock.release();
                  simulation.step();
                }
              });
    }
    simulation.run(() -> order.size() == 40);
    return order;
  }

  @Test
  void shouldLetTimePassOnlyWhereNobodyCanTakeAStep() {
    Instant begin = simulation.clock().instant();
    process.start("sleeper", () -> sleepAndLog(Duration.ofHours(5), "late"));
    process.start("other", () -> log.add("early"));
    simulation.run(() -> log.size() == 2);
    assertThat(log).containsExactly("early", "late");
    assertThat(simulation.clock().instant()).isEqualTo(begin.plus(Duration.ofHours(5)));
  }

  private void sleepAndLog(Duration time, String line) {
    try {
      simulation.sleep(time);
      log.add(line);
    } catch (InterruptedException _) {
      log.add("interrupted");
    }
  }

  @Test
  void shouldRunNothingMoreOfAProcessThatIsKilled() {
    process.start(
        "thread",
        () -> {
          try {
            sleepAndLog(Duration.ofSeconds(1), "slept");
          } finally {
            log.add("finally");
          }
        });
    var _ = simulation.after(Duration.ofMillis(500), process::kill);
    simulation.run(() -> false);
    assertThat(log).isEmpty();
  }

  @Test
  void shouldGoOnAfterAThawAsIfNothingHadHappened() {
    process.start("thread", () -> sleepAndLog(Duration.ofSeconds(1), "slept"));
    var _ = simulation.after(Duration.ofMillis(500), process::freeze);
    var _ = simulation.after(Duration.ofSeconds(60), () -> log.add("thaw"));
    var _ = simulation.after(Duration.ofSeconds(60), process::thaw);
    simulation.run(() -> false);
    assertThat(log).containsExactly("thaw", "slept");
  }

  @Test
  void shouldHandResultsOverFromOneThreadToAnother() {
    ExecutorService executor = process.executor();
    process.start(
        "thread",
        () -> {
          try {
            log.add(executor.submit(() -> "answer").get());
          } catch (Exception e) {
            throw new AssertionError(e);
          }
        });
    simulation.run(() -> !log.isEmpty());
    assertThat(log).containsExactly("answer");
  }

  @Test
  void shouldInterruptASleep() {
    Thread sleeper = process.start("sleeper", () -> sleepAndLog(Duration.ofHours(1), "slept"));
    process.start("other", sleeper::interrupt);
    simulation.run(() -> !log.isEmpty());
    assertThat(log).containsExactly("interrupted");
  }

  @Test
  void shouldFailWhereAThreadFails() {
    process.start(
        "thread",
        () -> {
          throw new IllegalStateException("it does not work");
        });
    assertThatThrownBy(() -> simulation.run(() -> false))
        .isInstanceOf(AssertionError.class)
        .hasRootCauseMessage("it does not work");
  }

  @Test
  @SuppressWarnings("ThreadPriorityCheck") // The scheduler is ours.
  void shouldNoticeWhoRunsInACircle() {
    process.start(
        "thread",
        () -> {
          while (log.isEmpty()) {
            Thread.yield();
          }
        });
    assertThatThrownBy(() -> simulation.run(() -> false)).hasMessageContaining("in a circle");
  }
}
