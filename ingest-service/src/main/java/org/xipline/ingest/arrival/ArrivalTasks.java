package org.xipline.ingest.arrival;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xipline.ingest.publication.ArchivePublisher;
import org.xipline.runtime.health.Health;
import org.xipline.schemas.reason.DeadLetterReason;
import org.xipline.schemas.record.Arrival;
import org.xipline.schemas.record.DeadLetter;

/**
 * Prepares records of the topic: decodes, does the task, and tries again while the infrastructure
 * fails.
 */
public final class ArrivalTasks {
  private static final Logger LOGGER = LoggerFactory.getLogger(ArrivalTasks.class);
  private static final int MAX_KEPT_BYTES = 512 << 10;
  private static final Duration FIRST_WAIT = Duration.ofMillis(500);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private final ArrivalTask task;
  private final ArchivePublisher publisher;
  private final int attempts;
  private volatile Health health = Health.up();

  /**
   * @param attempts how often a failure of the infrastructure is met with another try, before it
   *     ends the service
   */
  public ArrivalTasks(ArrivalTask task, ArchivePublisher publisher, int attempts) {
    this.task = task;
    this.publisher = publisher;
    this.attempts = attempts;
  }

  /** Degraded while an archive is tried again and again. */
  public Health health() {
    return health;
  }

  ArrivalTask.Prepared prepare(ConsumerRecord<String, byte[]> record)
      throws IOException, InterruptedException {
    Arrival arrival;
    try {
      arrival = Arrival.parseFrom(record.value());
    } catch (InvalidProtocolBufferException e) {
      DeadLetter letter = deadLetter(record, e);
      return origin -> publisher.undecodable(record.key(), letter, origin);
    }
    return prepare(arrival);
  }

  private ArrivalTask.Prepared prepare(Arrival arrival) throws IOException, InterruptedException {
    Duration wait = FIRST_WAIT;
    for (int attempt = 1; ; attempt++) {
      try {
        ArrivalTask.Prepared prepared = task.prepare(arrival);
        health = Health.up();
        return prepared;
      } catch (IOException e) {
        if (attempt >= attempts) {
          throw e;
        }
        health =
            Health.degraded(
                "archive %s, attempt %d of %d: %s"
                    .formatted(arrival.getArchiveId(), attempt, attempts, e.getMessage()));
        LOGGER
            .atWarn()
            .addKeyValue("archiveId", arrival.getArchiveId())
            .addKeyValue("attempt", attempt)
            .setCause(e)
            .log("ingest failed, trying again in " + wait.toMillis() + " ms");
        Thread.sleep(wait);
        wait =
            wait.multipliedBy(2).compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait.multipliedBy(2);
      }
    }
  }

  private static DeadLetter deadLetter(
      ConsumerRecord<String, byte[]> record, InvalidProtocolBufferException cause) {
    byte[] value = record.value();
    return DeadLetter.newBuilder()
        .setDeadLetterId(UUID.randomUUID().toString())
        .setStage("ingest")
        .setReason(DeadLetterReason.MALFORMED_RECORD.code())
        .setDetail("not an arrival: " + cause.getMessage())
        .setOriginTopic(record.topic())
        .setOriginPartition(record.partition())
        .setOriginOffset(record.offset())
        .setAt(Timestamp.newBuilder().setSeconds(record.timestamp() / 1000))
        .setUndecodable(ByteString.copyFrom(value, 0, Math.min(value.length, MAX_KEPT_BYTES)))
        .build();
  }
}
