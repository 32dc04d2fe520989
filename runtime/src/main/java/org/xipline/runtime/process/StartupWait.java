package org.xipline.runtime.process;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Waits for what others have to start first, however long that takes, and says now and then what it
 * waits for, since when and why.
 */
public final class StartupWait {
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration SAY_AGAIN = Duration.ofSeconds(15);

  private final Consumer<String> listener;
  private final CountDownLatch ended = new CountDownLatch(1);

  /**
   * @param listener hears of the waiting, at its begin and then every fifteen seconds
   */
  public StartupWait(Consumer<String> listener) {
    this.listener = listener;
  }

  /**
   * Tries until nothing is missing.
   *
   * @param what is waited for
   * @param attempt says what is missing still
   * @return whether it is there; not if this was told to {@link #end}
   */
  boolean await(String what, Supplier<Optional<String>> attempt) throws InterruptedException {
    Instant since = Instant.now();
    Instant said = Instant.MIN;
    while (ended.getCount() > 0) {
      Optional<String> missing = attempt.get();
      if (missing.isEmpty()) {
        return true;
      }
      if (said.isBefore(Instant.now().minus(SAY_AGAIN))) {
        said = Instant.now();
        listener.accept(sentence(what, since, missing.get()));
      }
      pause();
    }
    return false;
  }

  /** Ends the waiting, now and for ever. */
  void end() {
    ended.countDown();
  }

  private void pause() throws InterruptedException {
    var _ = ended.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static String sentence(String what, Instant since, String why) {
    return "waiting for %s since %s: %s"
        .formatted(what, since.truncatedTo(ChronoUnit.SECONDS), why);
  }
}
