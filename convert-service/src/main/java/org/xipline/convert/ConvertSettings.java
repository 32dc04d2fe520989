package org.xipline.convert;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Settings of the convert service.
 *
 * @param stateDirectory its own; nothing in it is missed when it is lost
 * @param threads how many items are converted at once in this instance
 * @param storePatience how long a payload store that fails is waited for, at one item
 * @param transactionTimeout what the largest item has to fit: reading its document twice, and
 *     writing its message. The last transaction of an instance that is killed and not started again
 *     holds its readers up for as long.
 */
public record ConvertSettings(
    Path stateDirectory, int threads, Duration storePatience, Duration transactionTimeout) {
  private static final int MAX_THREADS = 64;
  private static final Duration SHORTEST_TRANSACTION = Duration.ofSeconds(10);

  /** What a broker allows where nobody changes it. */
  private static final Duration LONGEST_TRANSACTION = Duration.ofMinutes(15);

  public ConvertSettings {
    List<String> problems = new ArrayList<>();
    if (threads < 1 || threads > MAX_THREADS) {
      problems.add("threads must be 1 to " + MAX_THREADS + ", not " + threads);
    }
    if (storePatience.isNegative()) {
      problems.add("storePatience must not be negative: " + storePatience);
    }
    if (transactionTimeout.compareTo(SHORTEST_TRANSACTION) < 0
        || transactionTimeout.compareTo(LONGEST_TRANSACTION) > 0) {
      problems.add(
          "transactionTimeout must be "
              + SHORTEST_TRANSACTION
              + " to "
              + LONGEST_TRANSACTION
              + ", not "
              + transactionTimeout);
    }
    if (storePatience.compareTo(transactionTimeout) >= 0) {
      problems.add("storePatience must be shorter than transactionTimeout, not " + storePatience);
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
  }

  /** One thread for each processor; items of gigabytes fit the transaction. */
  public static ConvertSettings defaults(Path stateDirectory) {
    return new ConvertSettings(
        stateDirectory,
        Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors()),
        Duration.ofSeconds(20),
        Duration.ofMinutes(1));
  }
}
