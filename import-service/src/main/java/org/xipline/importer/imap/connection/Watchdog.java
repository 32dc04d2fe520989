package org.xipline.importer.imap.connection;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Cuts connections whose server takes nothing from us any more: a write that blocks has no timeout
 * of its own. One thread looks after all connections of a server.
 */
final class Watchdog implements AutoCloseable {
  private static final long LOOK_MILLIS = 500;

  private final long limitNanos;
  private final Set<TimedOutputStream> watched = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("imap-watchdog").factory());

  Watchdog(Duration writeTimeout) {
    this.limitNanos = writeTimeout.toNanos();
    var _ =
        thread.scheduleWithFixedDelay(
            () -> watched.forEach(output -> output.cutIfStuck(limitNanos)),
            LOOK_MILLIS,
            LOOK_MILLIS,
            TimeUnit.MILLISECONDS);
  }

  /** Also runs something else now and then. */
  void alsoEvery(Duration interval, Runnable task) {
    var _ =
        thread.scheduleWithFixedDelay(
            task, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  void watch(TimedOutputStream output) {
    watched.add(output);
  }

  void forget(TimedOutputStream output) {
    watched.remove(output);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
