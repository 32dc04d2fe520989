package org.xipline.importer.delivery;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the mailbox server can be reached. While it cannot, nothing is consumed, and whoever has
 * something in hand waits here between two tries, which cost no attempt.
 */
final class ServerGate {
  private static final Logger LOGGER = LoggerFactory.getLogger(ServerGate.class);
  private static final Duration FIRST_BACKOFF = Duration.ofMillis(500);
  private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(30);
  private static final int MAX_DOUBLINGS = 10;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition reached = lock.newCondition();
  private final String server;
  private final DeliveryObserver observer;
  private volatile boolean open = true;

  /**
   * @param server for people
   */
  ServerGate(String server, DeliveryObserver observer) {
    this.server = server;
    this.observer = observer;
  }

  boolean isOpen() {
    return open;
  }

  /** No mailbox could be reached. */
  void lost(String detail) {
    change(
        false,
        () -> {
          LOGGER
              .atWarn()
              .addKeyValue("server", server)
              .addKeyValue("error", detail)
              .log("mailbox server unreachable");
          observer.serverLost(detail);
        });
  }

  /** A mailbox was reached. */
  void reached() {
    change(
        true,
        () -> {
          LOGGER.atInfo().addKeyValue("server", server).log("mailbox server reached again");
          observer.serverReached();
        });
  }

  private void change(boolean nowOpen, Runnable tell) {
    if (open == nowOpen) {
      return;
    }
    lock.lock();
    try {
      if (open != nowOpen) {
        open = nowOpen;
        tell.run();
        reached.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until the server was reached, or until it is time to try.
   *
   * @param failures tries in a row that have failed
   */
  void awaitReached(int failures) throws InterruptedException {
    long millis =
        Math.min(
            FIRST_BACKOFF.toMillis() << Math.clamp(failures - 1L, 0, MAX_DOUBLINGS),
            LONGEST_BACKOFF.toMillis());
    long nanos =
        TimeUnit.MILLISECONDS.toNanos(ThreadLocalRandom.current().nextLong(millis / 2, millis));
    lock.lock();
    try {
      while (!open && nanos > 0) {
        nanos = reached.awaitNanos(nanos);
      }
    } finally {
      lock.unlock();
    }
  }
}
