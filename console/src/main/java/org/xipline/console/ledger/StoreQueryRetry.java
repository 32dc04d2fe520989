package org.xipline.console.ledger;

import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.streams.errors.InvalidStateStoreException;

/**
 * Asks a store again while it is closed: it is while its stream is handed over, or comes back after
 * the process stood still for so long that its group went on without it.
 */
final class StoreQueryRetry {
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final Duration atMost;

  /**
   * @param atMost how long it is asked again
   */
  StoreQueryRetry(Duration atMost) {
    this.atMost = atMost;
  }

  /**
   * The answer.
   *
   * @param question may be asked several times
   * @throws InvalidStateStoreException if the store stays closed
   */
  <T> T ask(Supplier<T> question) {
    long begin = System.nanoTime();
    while (true) {
      try {
        return question.get();
      } catch (InvalidStateStoreException e) {
        if (System.nanoTime() - begin >= atMost.toNanos() || !pause()) {
          throw e;
        }
      }
    }
  }

  private static boolean pause() {
    try {
      Thread.sleep(PAUSE);
      return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
