package org.xipline.console.action;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.LongPredicate;

/** Tells whether the process that an action belongs to has ended without finishing it. */
@FunctionalInterface
public interface Liveness {

  /**
   * Whether it has ended, or has not been heard of for so long that it may have. Where that is
   * wrong nothing is done twice: the process that takes an action over fences the other first.
   *
   * @param silence after which it counts as ended
   */
  boolean isGone(ActionState action, Duration silence);

  /** All other processes have: this one has the installation to itself. */
  static Liveness alone() {
    return (_, _) -> true;
  }

  /** By the processes of this host, and otherwise by the last word. */
  static Liveness seenFrom(ConsoleProcess self, InstantSource clock) {
    return seenFrom(self, clock, pid -> ProcessHandle.of(pid).isPresent());
  }

  static Liveness seenFrom(ConsoleProcess self, InstantSource clock, LongPredicate isRunning) {
    return (action, silence) -> {
      boolean ended =
          ConsoleProcess.of(action.owner())
              .filter(owner -> owner.hasEnded(self, isRunning.test(owner.pid())))
              .isPresent();
      return ended || action.lastAt().plus(silence).isBefore(clock.instant());
    };
  }
}
