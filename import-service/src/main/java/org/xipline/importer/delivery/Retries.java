package org.xipline.importer.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xipline.importer.retry.MailboxPause;
import org.xipline.importer.retry.PausedMailboxes;
import org.xipline.importer.retry.RetryLimits;
import org.xipline.importer.retry.RetryReading;

/**
 * The records of {@code xip.messages.retry} in our partitions. Each is read when it comes, and only
 * its offset and due time are kept; when it is due, it is read again, by a consumer of its own to
 * which partitions are assigned by hand. So what waits takes no memory to speak of, and nothing
 * that waits keeps anything else waiting. Used by the poll thread alone.
 */
final class Retries {
  private static final Logger LOGGER = LoggerFactory.getLogger(Retries.class);
  private static final Duration FETCH = Duration.ofMillis(10);

  /** After it, what is wanted may have expired. */
  private static final Duration NOTHING_READ = Duration.ofSeconds(10);

  private static final Duration ASK_TIMEOUT = Duration.ofSeconds(5);

  /** What one mailbox may have in hand of what its partition may, so that others have room. */
  private static final int MAILBOXES_IN_HAND = 4;

  private final Consumer<String, byte[]> reader;
  private final PausedMailboxes resting;
  private final Duration maximumAge;
  private final Clock clock;
  private final Map<TopicPartition, RetryLog> logs = new HashMap<>();
  private Set<TopicPartition> assigned = Set.of();
  private long shareBytes;
  private int shareKnown;

  /**
   * @param reader of no group
   * @param maximumAge after which a message is not tried again
   */
  Retries(
      Consumer<String, byte[]> reader, PausedMailboxes resting, Duration maximumAge, Clock clock) {
    this.reader = reader;
    this.resting = resting;
    this.maximumAge = maximumAge;
    this.clock = clock;
  }

  /** A partition of retries is ours. */
  void add(PartitionFlow flow) {
    logs.put(flow.partition(), new RetryLog(flow, Math.max(1, shareKnown)));
  }

  /** What each partition may have from now on. */
  void share(Throttle shares) {
    shareBytes = shares.retriesShareBytes();
    shareKnown = shares.retriesShareKnown();
    logs.values().forEach(log -> log.resize(shareKnown));
  }

  /** A partition is not ours any more; what waits in it is forgotten. */
  void remove(TopicPartition partition) {
    logs.remove(partition);
  }

  /** How many records wait. */
  int size() {
    return logs.values().stream().mapToInt(RetryLog::size).sum();
  }

  /** When the next of them is due; empty if none waits. */
  Optional<Instant> nextDue() {
    return logs.values().stream()
        .flatMap(log -> log.nextDue().stream())
        .min(Comparator.naturalOrder());
  }

  /** Whether records that are due are being read. */
  boolean isReading() {
    return logs.values().stream().anyMatch(log -> log.reading().isBusy());
  }

  /** A record was read for the first time: whether it is to be taken in hand, or waits. */
  boolean isForNow(InFlightMessage parcel) {
    RetryLog log = Objects.requireNonNull(logs.get(parcel.flow().partition()));
    Instant now = clock.instant();
    boolean forNow =
        !parcel.notBefore().isAfter(now)
            && resting.of(parcel.lane(), now).isEmpty()
            && parcel.flow().bytesInHand() < shareBytes
            && new Limits(log).freeBytes(parcel.lane()) > 0;
    if (!forNow) {
      log.postpone(parcel);
    }
    return forNow;
  }

  /** A partition was read for the first time up to this offset. */
  void readUpTo(TopicPartition partition, long nextOffset) {
    RetryLog log = logs.get(partition);
    if (log != null) {
      log.reading().readUpTo(nextOffset);
    }
  }

  /** Reads what is due again, as far as there is room for it, and returns what it has read. */
  List<InFlightMessage> takeDue() {
    Instant now = clock.instant();
    for (RetryLog log : logs.values()) {
      log.choose(now, shareBytes - log.flow().bytesInHand(), new Limits(log));
    }
    assign();
    if (assigned.isEmpty()) {
      return List.of();
    }
    List<InFlightMessage> due = take(reader.poll(FETCH));
    lookForExpired();
    return due;
  }

  private void assign() {
    Set<TopicPartition> busy = new HashSet<>();
    logs.forEach((partition, log) -> {
      if (log.reading().isBusy()) {
        busy.add(partition);
      } else {
        log.reading().stop();
      }
    });
    if (!busy.equals(assigned)) {
      reader.assign(busy);
      assigned = busy;
    }
    for (TopicPartition partition : busy) {
      reading(partition).seek().ifPresent(offset -> reader.seek(partition, offset));
    }
  }

  private RetryReading reading(TopicPartition partition) {
    return Objects.requireNonNull(logs.get(partition)).reading();
  }

  private List<InFlightMessage> take(ConsumerRecords<String, byte[]> records) {
    var due = new ArrayList<InFlightMessage>();
    for (ConsumerRecord<String, byte[]> source : records) {
      RetryLog log = logs.get(new TopicPartition(source.topic(), source.partition()));
      if (log != null) {
        InFlightMessage parcel = InFlightReader.read(source, log.flow());
        if (log.reads(parcel)) {
          due.add(parcel);
        }
      }
    }
    records
        .nextOffsets()
        .forEach((partition, next) -> {
          RetryLog log = logs.get(partition);
          if (log != null) {
            log.passed(next.offset(), clock.instant());
          }
        });
    return due;
  }

  /** A consumer that finds nothing says nothing: the partition may have lost what is wanted. */
  private void lookForExpired() {
    Instant longAgo = clock.instant().minus(NOTHING_READ);
    Set<TopicPartition> silent = new HashSet<>(assigned);
    silent.removeIf(it -> !Objects.requireNonNull(logs.get(it)).lastProgress().isBefore(longAgo));
    if (silent.isEmpty()) {
      return;
    }
    try {
      Map<TopicPartition, Long> beginnings = reader.beginningOffsets(silent, ASK_TIMEOUT);
      Map<TopicPartition, Long> ends = reader.endOffsets(silent, ASK_TIMEOUT);
      for (TopicPartition partition : silent) {
        Objects.requireNonNull(logs.get(partition))
            .keepBetween(
                beginnings.getOrDefault(partition, 0L),
                ends.getOrDefault(partition, Long.MAX_VALUE),
                clock.instant());
      }
    } catch (KafkaException e) {
      LOGGER.atWarn().addKeyValue("error", e).log("could not read retries; trying again");
    }
  }

  private final class Limits implements RetryLimits {
    private final RetryLog log;

    Limits(RetryLog log) {
      this.log = log;
    }

    @Override
    public long freeBytes(String mailbox) {
      return Math.max(1, shareBytes / MAILBOXES_IN_HAND)
          - log.flow().bytesInHand(mailbox)
          - log.reading().wantedBytes(mailbox);
    }

    @Override
    public Optional<Instant> restsUntil(String mailbox) {
      return resting.of(mailbox, clock.instant()).map(MailboxPause::until);
    }

    @Override
    public Duration maximumAge() {
      return maximumAge;
    }
  }
}
