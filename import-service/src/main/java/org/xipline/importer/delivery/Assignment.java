package org.xipline.importer.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The partitions that are ours: taken on, slowed down, committed, and drained before they are given
 * up. Used by the poll thread alone.
 */
final class Assignment implements ConsumerRebalanceListener {
  private static final Logger LOGGER = LoggerFactory.getLogger(Assignment.class);
  private static final Duration DRAIN_LOOK = Duration.ofMillis(5);

  private final Consumer<String, byte[]> consumer;
  private final Retries retries;
  private final ServerGate server;
  private final DeliverySettings settings;
  private final DeliveryScope share;
  private final MailboxDispatcher lanes;
  private final DeliveryRuntime runtime;
  private final Map<TopicPartition, PartitionFlow> flows = new HashMap<>();

  Assignment(
      Consumer<String, byte[]> consumer,
      Retries retries,
      ServerGate server,
      DeliverySettings settings,
      DeliveryScope share,
      MailboxDispatcher lanes,
      DeliveryRuntime runtime) {
    this.consumer = consumer;
    this.retries = retries;
    this.server = server;
    this.settings = settings;
    this.share = share;
    this.lanes = lanes;
    this.runtime = runtime;
  }

  /** Null for a partition that is not ours any more. */
  @Nullable PartitionFlow flowOf(TopicPartition partition) {
    return flows.get(partition);
  }

  boolean hasWorkInHand() {
    return flows.values().stream().anyMatch(flow -> flow.recordsInHand() > 0);
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    partitions.forEach(this::add);
    LOGGER.atInfo().addKeyValue("partition", partitions).log("partitions assigned");
  }

  private void add(TopicPartition partition) {
    var flow = new PartitionFlow(partition);
    flows.put(partition, flow);
    if (Throttle.isRetry(partition)) {
      retries.add(flow);
    }
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    List<PartitionFlow> leaving = remove(partitions);
    drain(leaving);
    commitNow(leaving);
    LOGGER.atInfo().addKeyValue("partition", partitions).log("partitions released");
  }

  /** Somebody else has them already, so their offsets are no longer ours to commit. */
  @Override
  public void onPartitionsLost(Collection<TopicPartition> partitions) {
    List<PartitionFlow> lost = remove(partitions);
    giveUp(lost);
    LOGGER.atWarn().addKeyValue("partition", partitions).log("partitions lost");
  }

  /** Finishes what is in hand, as far as time allows, and commits it. */
  void giveUpAll() {
    onPartitionsRevoked(List.copyOf(flows.keySet()));
  }

  /** Gives up without waiting or committing: delivery has failed. */
  void abandonAll() {
    List<PartitionFlow> abandoned = remove(List.copyOf(flows.keySet()));
    giveUp(abandoned);
  }

  private List<PartitionFlow> remove(Collection<TopicPartition> partitions) {
    partitions.forEach(retries::remove);
    return partitions.stream().map(flows::remove).filter(Objects::nonNull).toList();
  }

  /** How memory is split between the partitions that are ours now. */
  Throttle shares() {
    return new Throttle(settings, share.sharers().getAsInt(), flows.keySet());
  }

  /** Stops reading where enough is in hand, or the server is out of reach; goes on elsewhere. */
  void throttle() {
    Collection<TopicPartition> paused = consumer.paused();
    Throttle throttle = shares();
    for (PartitionFlow flow : flows.values()) {
      TopicPartition partition = flow.partition();
      boolean isPaused = paused.contains(partition);
      boolean pause =
          !server.letsRead() || throttle.isFull(partition, flow.bytesInHand(), isPaused);
      if (pause && !isPaused) {
        consumer.pause(List.of(partition));
      } else if (!pause && isPaused) {
        consumer.resume(List.of(partition));
      }
    }
  }

  /** Commits what has moved, without waiting. */
  void commit() {
    Map<TopicPartition, OffsetAndMetadata> offsets = offsetsToCommit(flows.values());
    if (offsets.isEmpty()) {
      return;
    }
    consumer.commitAsync(
        offsets,
        (done, error) -> {
          if (error != null) {
            LOGGER
                .atWarn()
                .addKeyValue("error", error)
                .log("commit failed; the next one covers it");
          } else {
            committed(done);
          }
        });
  }

  private void committed(Map<TopicPartition, OffsetAndMetadata> offsets) {
    offsets.forEach((partition, offset) ->
        Optional.ofNullable(flows.get(partition))
            .ifPresent(flow -> flow.committed(offset.offset())));
  }

  private void commitNow(Collection<PartitionFlow> leaving) {
    Map<TopicPartition, OffsetAndMetadata> offsets = offsetsToCommit(leaving);
    if (offsets.isEmpty()) {
      return;
    }
    try {
      consumer.commitSync(offsets, settings.drainTimeout());
    } catch (KafkaException e) {
      // The next owner consumes again, looks, and finds.
      LOGGER.atWarn().addKeyValue("error", e).log("last commit failed");
    }
  }

  private static Map<TopicPartition, OffsetAndMetadata> offsetsToCommit(
      Collection<PartitionFlow> flows) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    for (PartitionFlow flow : flows) {
      OptionalLong watermark = flow.toCommit();
      if (watermark.isPresent()) {
        offsets.put(flow.partition(), new OffsetAndMetadata(watermark.getAsLong()));
      }
    }
    return offsets;
  }

  private void drain(Collection<PartitionFlow> leaving) {
    Instant deadline = runtime.clock().instant().plus(settings.drainTimeout());
    while (leaving.stream().anyMatch(flow -> flow.recordsInHand() > 0)
        && server.isOpen()
        && runtime.clock().instant().isBefore(deadline)
        && pause()) {
      lanes.wake();
    }
    giveUp(leaving);
  }

  private void giveUp(Collection<PartitionFlow> leaving) {
    leaving.forEach(PartitionFlow::giveUp);
    lanes.dropGivenUp();
  }

  private boolean pause() {
    try {
      runtime.pause().pause(DRAIN_LOOK);
      return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
