package org.xipline.console.clock;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xipline.runtime.clock.ClockOffset;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.schemas.topic.Topic;

/**
 * Compares the clock of each broker with this one: a record of {@code xip.clocks} gets the time of
 * the broker that it is written to. For one thread.
 */
public final class BrokerClocks implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(BrokerClocks.class);
  private static final int ANSWER_MILLIS = 3_000;

  private final Producer<String, byte[]> producer;
  private final InstantSource clock;

  public BrokerClocks(KafkaClients clients, InstantSource clock) {
    this.producer =
        clients.producer(
            Map.of(
                ProducerConfig.LINGER_MS_CONFIG,
                0,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                ANSWER_MILLIS,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                ANSWER_MILLIS,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                2 * ANSWER_MILLIS));
    this.clock = clock;
  }

  /** By broker, as {@code broker 1}; one that does not answer in time is left out. */
  public Map<String, ClockOffset> compare() {
    try {
      return compareLeaders();
    } catch (KafkaException e) {
      LOGGER.atInfo().addKeyValue("error", e).log("could not read the brokers' clocks");
      return Map.of();
    }
  }

  private Map<String, ClockOffset> compareLeaders() {
    var partitions = new TreeMap<Integer, Integer>();
    for (PartitionInfo partition : producer.partitionsFor(Topic.CLOCKS.name())) {
      if (partition.leader() != null) {
        partitions.putIfAbsent(partition.leader().id(), partition.partition());
      }
    }
    var asked = new TreeMap<Integer, CompletableFuture<ClockOffset>>();
    partitions.forEach((broker, partition) -> asked.put(broker, ask(partition)));
    var offsets = new TreeMap<String, ClockOffset>();
    asked.forEach((broker, answer) ->
        answered(answer).ifPresent(offset -> offsets.put("broker " + broker, offset)));
    return offsets;
  }

  @Override
  public void close() {
    producer.close(Duration.ofMillis(ANSWER_MILLIS));
  }

  private CompletableFuture<ClockOffset> ask(int partition) {
    var answer = new CompletableFuture<ClockOffset>();
    Instant asked = clock.instant();
    var record =
        new ProducerRecord<String, byte[]>(Topic.CLOCKS.name(), partition, null, bytes(asked));
    producer.send(
        record,
        (written, failure) -> {
          if (failure == null) {
            answer.complete(offset(asked, requireNonNull(written)));
          } else {
            answer.completeExceptionally(failure);
          }
        });
    return answer;
  }

  private ClockOffset offset(Instant asked, RecordMetadata written) {
    return ClockOffset.between(asked, clock.instant(), Instant.ofEpochMilli(written.timestamp()));
  }

  private static Optional<ClockOffset> answered(CompletableFuture<ClockOffset> answer) {
    try {
      return Optional.of(answer.join());
    } catch (CompletionException e) {
      LOGGER.atInfo().addKeyValue("error", e.getCause()).log("could not read a broker's clock");
      return Optional.empty();
    }
  }

  private static byte[] bytes(Instant time) {
    return Timestamp.newBuilder()
        .setSeconds(time.getEpochSecond())
        .setNanos(time.getNano())
        .build()
        .toByteArray();
  }
}
