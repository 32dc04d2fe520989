package org.xipline.ingest;

import java.time.Duration;
import org.xipline.archive.model.ArchiveLimits;
import org.xipline.schemas.topic.ConsumerGroup;

/**
 * How the ingest service works.
 *
 * @param groupId consumer group that shares the arrivals
 * @param transactionalId names this instance's producer: the same for its next incarnation, another
 *     for every other instance
 * @param transactionTimeout within which a chunk of an archive's entries can be sent
 * @param limits bounds on what an archive may ask of its reader
 * @param attempts how often a failing payload store is tried before the service gives up
 */
public record IngestSettings(
    String groupId,
    String transactionalId,
    Duration transactionTimeout,
    ArchiveLimits limits,
    int attempts) {

  public IngestSettings {
    if (groupId.isBlank() || transactionalId.isBlank()) {
      throw new IllegalArgumentException("groupId and transactionalId must not be blank");
    }
    if (transactionTimeout.isNegative() || transactionTimeout.isZero()) {
      throw new IllegalArgumentException(
          "transactionTimeout must be positive: " + transactionTimeout);
    }
    if (attempts < 1) {
      throw new IllegalArgumentException("attempts must be at least 1: " + attempts);
    }
  }

  /** For the one instance inside a JVM that runs the whole pipeline. */
  public static IngestSettings embedded(ArchiveLimits limits) {
    return new IngestSettings(
        ConsumerGroup.INGEST.name(), "xipline-ingest-embedded", Duration.ofSeconds(30), limits, 5);
  }
}
