package org.xipline.runtime.service;

/**
 * One of the services, as whoever runs it sees it: a process of its own in a cluster, or one of
 * several in a single JVM.
 *
 * <p>A service that fails for good does not end silently: it tells the {@link FailureListener} that
 * it was built with.
 */
public interface Service extends AutoCloseable {

  /** As in logs and metrics: {@code ingest}, {@code convert}, {@code import}, {@code ledger}. */
  String name();

  /** Begins to work, and returns once it does; called once. */
  void start();

  /**
   * Drains what is in hand, gives its partitions back at once, and returns when all of its threads
   * have ended. Harmless when called twice or before {@link #start}.
   */
  @Override
  void close();
}
