package org.xipline.ingest.publication;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.TopicPartition;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.schemas.identity.ArchiveId;
import org.xipline.schemas.identity.ConnectorName;
import org.xipline.schemas.topic.Topic;

/**
 * Which archives have been accepted, by any instance, up to the moment of asking: {@code
 * xip.archives} is written in the transaction that accepts an archive. For one thread.
 */
public final class AcceptedArchives implements AutoCloseable {
  private static final TopicPartition PARTITION = new TopicPartition(Topic.ARCHIVES.name(), 0);
  private static final Duration POLL = Duration.ofMillis(200);

  private final Consumer<String, byte[]> consumer;

  /** Sees the ends of the topic that transactions hold open; reads nothing. */
  private final Consumer<String, byte[]> ends;

  private final Set<String> keys = new HashSet<>();

  public AcceptedArchives(KafkaClients clients) {
    consumer = clients.assignedConsumer();
    ends =
        clients.assignedConsumer(Map.of(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted"));
    consumer.assign(List.of(PARTITION));
    ends.assign(List.of(PARTITION));
    consumer.seekToBeginning(List.of(PARTITION));
  }

  /** Whether this connector has accepted this archive. */
  public boolean contains(ConnectorName connector, ArchiveId archive) {
    catchUp();
    return keys.contains(keyOf(connector, archive));
  }

  /** Whether any connector has. */
  public boolean containsAny(ArchiveId archive) {
    catchUp();
    return keys.stream().anyMatch(key -> key.endsWith("/" + archive.hex()));
  }

  static String keyOf(ConnectorName connector, ArchiveId archive) {
    return connector.value() + "/" + archive.hex();
  }

  /**
   * Reads on to what was written by now; the position passes transaction markers too. A producer
   * hears that its transaction is committed before readers see it, and another instance may be
   * about to commit: what is undecided is waited for, as long as a transaction may last.
   */
  private void catchUp() {
    Long end = ends.endOffsets(List.of(PARTITION)).get(PARTITION);
    while (end != null && consumer.position(PARTITION) < end) {
      consumer.poll(POLL).forEach(record -> keys.add(record.key()));
    }
  }

  @Override
  public void close() {
    consumer.close();
    ends.close();
  }
}
