package org.xipline.runtime.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Threads of a simulation wait here until something has changed. */
public final class Signal {
  private final Simulation simulation;
  private final List<Waiter> waiters = new ArrayList<>();

  /** Why a wait has ended. */
  public enum Ended {
    FULFILLED,
    TIMED_OUT,
    INTERRUPTED;

    boolean interrupted() {
      return this == INTERRUPTED;
    }
  }

  private static final class Waiter {
    final Thread thread = Thread.currentThread();
    boolean woken;

    void wake() {
      woken = true;
      LockSupport.unpark(thread);
    }
  }

  public Signal(Simulation simulation) {
    this.simulation = simulation;
  }

  /** Wakes all that wait: they look again whether what they wait for is so. */
  public void raise() {
    List<Waiter> woken = List.copyOf(waiters);
    waiters.clear();
    woken.forEach(Waiter::wake);
  }

  /**
   * Waits until it is so, for at most this time. An interrupt ends the wait, and is cleared.
   *
   * @return why the wait has ended
   */
  public Ended await(BooleanSupplier condition, Duration longest) {
    Instant deadline = simulation.clock().instant().plus(longest);
    while (!condition.getAsBoolean()) {
      if (Thread.interrupted()) {
        return Ended.INTERRUPTED;
      }
      Instant now = simulation.clock().instant();
      if (!now.isBefore(deadline)) {
        return Ended.TIMED_OUT;
      }
      park(Duration.between(now, deadline));
    }
    return Ended.FULFILLED;
  }

  private void park(Duration longest) {
    var waiter = new Waiter();
    waiters.add(waiter);
    Runnable cancel = simulation.after(longest, waiter::wake);
    while (!waiter.woken && !Thread.currentThread().isInterrupted()) {
      LockSupport.park(this);
    }
    cancel.run();
    waiters.remove(waiter);
  }
}
