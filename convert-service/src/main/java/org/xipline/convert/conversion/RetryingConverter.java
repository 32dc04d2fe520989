package org.xipline.convert.conversion;

import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xipline.convert.entry.ItemEntry;

/**
 * Bears with a payload store that fails: tries the same item again, waiting longer each time, until
 * patience ends. Then the exception is for whoever runs the conversion.
 */
public final class RetryingConverter implements Converter {
  private static final Logger LOGGER = LoggerFactory.getLogger(RetryingConverter.class);
  private static final Duration FIRST_WAIT = Duration.ofMillis(100);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  private final Converter converter;
  private final Duration patience;
  private final Pause pause;

  /** Lets time pass. */
  @FunctionalInterface
  public interface Pause {

    /**
     * Returns after this time.
     *
     * @return false if there is no time left to wait: the service stops
     */
    boolean of(Duration wait);
  }

  /**
   * @param patience how long one item is waited for in all; the waits alone count
   */
  public RetryingConverter(Converter converter, Duration patience, Pause pause) {
    this.converter = converter;
    this.patience = patience;
    this.pause = pause;
  }

  @Override
  public Conversion convert(ItemEntry entry) throws IOException {
    Duration wait = FIRST_WAIT;
    Duration waited = Duration.ZERO;
    while (true) {
      try {
        return converter.convert(entry);
      } catch (IOException e) {
        if (waited.plus(wait).compareTo(patience) > 0 || !pause(entry, wait, e)) {
          throw e;
        }
      }
      waited = waited.plus(wait);
      wait = min(wait.multipliedBy(2), LONGEST_WAIT);
    }
  }

  private boolean pause(ItemEntry entry, Duration wait, IOException e) {
    LOGGER
        .atWarn()
        .addKeyValue("archiveId", entry.archive())
        .addKeyValue("entry", entry.path())
        .addKeyValue("error", e.toString())
        .log("the payload store failed; trying again in {}", wait);
    return pause.of(wait);
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
