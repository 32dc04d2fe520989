package org.xipline.importer.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;

/** Time that passes when it is told to, and steps that run when they are told to, in order. */
final class SteppedRuntime {
  private final Deque<Runnable> steps = new ArrayDeque<>();
  private Instant now = Instant.parse("2026-11-20T09:15:00Z");
  private boolean shutDown;

  /** Drawn from the middle: waits are three quarters of what they may be. */
  DeliveryRuntime runtime() {
    return new DeliveryRuntime(new SteppedClock(), new Steps(), this::passAndRun, () -> 0.5);
  }

  Instant now() {
    return now;
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  private void passAndRun(Duration time) {
    pass(time);
    runSteps();
  }

  /** Runs what was begun, and what that begins. */
  void runSteps() {
    while (!steps.isEmpty()) {
      steps.removeFirst().run();
    }
  }

  private final class SteppedClock extends Clock {

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  private final class Steps extends AbstractExecutorService {

    @Override
    public void execute(Runnable step) {
      steps.addLast(step);
    }

    @Override
    public void shutdown() {
      shutDown = true;
    }

    @Override
    public List<Runnable> shutdownNow() {
      shutDown = true;
      List<Runnable> left = List.copyOf(steps);
      steps.clear();
      return left;
    }

    @Override
    public boolean isShutdown() {
      return shutDown;
    }

    @Override
    public boolean isTerminated() {
      return shutDown && steps.isEmpty();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
      runSteps();
      return true;
    }
  }
}
