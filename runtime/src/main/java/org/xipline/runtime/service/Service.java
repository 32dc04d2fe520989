package org.xipline.runtime.service;

import org.xipline.runtime.health.Health;
import org.xipline.runtime.health.HealthCheck;

/**
 * One of the services, as whoever runs it sees it: a process of its own in a cluster, or one of
 * several in a single JVM.
 *
 * <p>A service that fails for good does not end silently: it tells the {@link FailureListener} that
 * it was built with.
 */
public interface Service extends AutoCloseable, HealthCheck {

  /** As in logs and metrics: {@code ingest}, {@code convert}, {@code import}, {@code ledger}. */
  @Override
  String name();

  /** How it is; one that cannot go on says so to the {@link FailureListener}, not here. */
  @Override
  default Health health() {
    return Health.up();
  }

  /** Begins to work, and returns once it does; called once. */
  void start();

  /**
   * Drains what is in hand, gives its partitions back at once, and returns when all of its threads
   * have ended. Harmless when called twice or before {@link #start}.
   */
  @Override
  void close();
}
