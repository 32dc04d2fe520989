package org.xipline.convert;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xipline.convert.instance.StableInstance;

/**
 * A thread whose place in the group was taken by another process of the same name. If it took its
 * place back, the two would do so in turn, so it waits until the other has gone.
 */
final class DisplacedThread {
  private static final Logger LOGGER = LoggerFactory.getLogger(DisplacedThread.class);
  private static final String NAMESAKE =
      "another process has joined the group as %s, and this one waits until it leaves: give each"
          + " process a unique name (setting 'instance')";
  private static final Duration LOOK_INTERVAL = Duration.ofSeconds(10);
  private static final int LOOKS_PER_WORD = 6;

  private final StableInstance instance;
  private final Predicate<Duration> pause;
  private volatile Optional<String> trouble = Optional.empty();

  /**
   * @param pause waits so long; says whether the service goes on
   */
  DisplacedThread(StableInstance instance, Predicate<Duration> pause) {
    this.instance = instance;
    this.pause = pause;
  }

  /** What an operator should know; empty where nothing waits. */
  Optional<String> trouble() {
    return trouble;
  }

  /**
   * Waits until no other process has this one's name; false if the service ends before.
   *
   * @param thread number of the thread that has lost its place
   */
  boolean awaitName(int thread) {
    for (int look = 0; isTaken(thread); look++) {
      if (look % LOOKS_PER_WORD == 0) {
        LOGGER.error(trouble.orElse(""));
      }
      if (!pause.test(LOOK_INTERVAL)) {
        return false;
      }
    }
    trouble = Optional.empty();
    return true;
  }

  private boolean isTaken(int thread) {
    try {
      boolean taken = instance.isTaken(thread);
      trouble = taken ? Optional.of(NAMESAKE.formatted(instance)) : Optional.empty();
      return taken;
    } catch (ExecutionException e) {
      trouble = Optional.of("the brokers did not list the members of the group: " + e.getCause());
      return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
