package org.xipline.runtime.service;

import java.time.Duration;

/** The thread that the loop of a service runs on, from its start until it is told to end. */
public final class ServiceThread implements AutoCloseable {
  private final Thread thread;
  private final Runnable end;
  private final Duration patience;

  private ServiceThread(Thread thread, Runnable end, Duration patience) {
    this.thread = thread;
    this.end = end;
    this.patience = patience;
  }

  /**
   * Starts it.
   *
   * @param end tells the loop to end; called from another thread
   * @param patience for that; after it, the loop goes on by itself
   */
  public static ServiceThread start(String name, Runnable loop, Runnable end, Duration patience) {
    return new ServiceThread(Thread.ofPlatform().name(name).start(loop), end, patience);
  }

  /** Tells the loop to end, and waits until it has, or somebody interrupts. */
  @Override
  public void close() {
    end.run();
    try {
      thread.join(patience);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
