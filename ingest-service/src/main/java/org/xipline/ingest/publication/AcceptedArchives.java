package org.xipline.ingest.publication;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.schemas.identity.ArchiveId;
import org.xipline.schemas.identity.ConnectorName;
import org.xipline.schemas.identity.Sha256;
import org.xipline.schemas.record.AcceptedArchive;
import org.xipline.schemas.topic.Topic;

/**
 * Which archives have been accepted, by any instance, and how far they are published, up to the
 * moment of asking: {@code xip.archives} is written in the transactions that accept and publish.
 * Keeps a digest of each archive, and records only of those that are not published whole. For one
 * thread.
 */
public final class AcceptedArchives implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(AcceptedArchives.class);
  private static final TopicPartition PARTITION = new TopicPartition(Topic.ARCHIVES.name(), 0);
  private static final Duration POLL = Duration.ofMillis(200);

  /** Polls in a row that bring nothing, before a transaction of somebody else is waited for. */
  private static final int PATIENT_POLLS = 25;

  private final Consumer<String, byte[]> consumer;

  /** Sees the ends of the topic that transactions hold open; reads nothing. */
  private final Consumer<String, byte[]> ends;

  private final DigestSet archives = new DigestSet();
  private final DigestSet whole = new DigestSet();
  private final Map<String, AcceptedArchive> unfinished = new HashMap<>();

  public AcceptedArchives(KafkaClients clients) {
    this(
        clients.assignedConsumer(),
        clients.assignedConsumer(
            Map.of(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted")));
  }

  /**
   * @param consumer reads what is committed; without a group
   * @param ends asked for ends only, which it sees as readers of uncommitted records do
   */
  public AcceptedArchives(Consumer<String, byte[]> consumer, Consumer<String, byte[]> ends) {
    this.consumer = consumer;
    this.ends = ends;
    consumer.assign(List.of(PARTITION));
    ends.assign(List.of(PARTITION));
    consumer.seekToBeginning(List.of(PARTITION));
  }

  /**
   * How far this connector has come with this archive.
   *
   * @throws UndecidedException if another instance is about to decide: ask again
   */
  public ArchiveProgress find(ConnectorName connector, ArchiveId archive)
      throws UndecidedException {
    catchUp();
    String key = keyOf(connector, archive);
    AcceptedArchive open = unfinished.get(key);
    if (open != null) {
      return new ArchiveProgress.Unfinished(open);
    }
    return whole.contains(digestOf(key))
        ? new ArchiveProgress.Whole()
        : new ArchiveProgress.Unknown();
  }

  /**
   * Whether any connector has accepted this archive.
   *
   * @throws UndecidedException if another instance is about to decide: ask again
   */
  public boolean containsAny(ArchiveId archive) throws UndecidedException {
    catchUp();
    return archives.contains(Sha256.ofHex(archive.hex()));
  }

  static String keyOf(ConnectorName connector, ArchiveId archive) {
    return connector.value() + "/" + archive.hex();
  }

  /**
   * Reads on to what was written by now; the position passes transaction markers too. A producer
   * hears that its transaction is committed before readers see it, and another instance may be
   * about to commit: what is undecided is waited for.
   */
  private void catchUp() throws UndecidedException {
    Long end = ends.endOffsets(List.of(PARTITION)).get(PARTITION);
    long position = consumer.position(PARTITION);
    int idle = 0;
    while (end != null && position < end) {
      ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
      records.forEach(this::take);
      long next = consumer.position(PARTITION);
      idle = next > position ? 0 : idle + 1;
      position = next;
      if (idle == PATIENT_POLLS) {
        throw new UndecidedException("a transaction on " + PARTITION.topic() + " is still open");
      }
    }
  }

  private void take(ConsumerRecord<String, byte[]> record) {
    try {
      take(record.key(), read(record.value()));
    } catch (IllegalArgumentException e) {
      LOGGER
          .atWarn()
          .addKeyValue("topic", record.topic())
          .addKeyValue("offset", record.offset())
          .addKeyValue("error", String.valueOf(e.getMessage()))
          .log("skipped a record that names no archive");
    }
  }

  private void take(@Nullable String key, AcceptedArchive archive) {
    String name = key == null ? "" : key;
    archives.add(Sha256.ofHex(new ArchiveId(name.substring(name.lastIndexOf('/') + 1)).hex()));
    if (isWhole(archive)) {
      whole.add(digestOf(name));
      unfinished.remove(name);
    } else if (!whole.contains(digestOf(name))) {
      unfinished.merge(name, archive, AcceptedArchives::further);
    }
  }

  /** What cannot be read counts as accepted, as it did for earlier versions, which read keys. */
  private static AcceptedArchive read(byte @Nullable [] value) {
    try {
      return value == null
          ? AcceptedArchive.getDefaultInstance()
          : AcceptedArchive.parseFrom(value);
    } catch (InvalidProtocolBufferException _) {
      return AcceptedArchive.getDefaultInstance();
    }
  }

  private static AcceptedArchive further(AcceptedArchive one, AcceptedArchive other) {
    return other.getPublishedEntries() > one.getPublishedEntries() ? other : one;
  }

  private static boolean isWhole(AcceptedArchive archive) {
    return archive.getPublishedEntries() >= archive.getEntries();
  }

  private static Sha256 digestOf(String key) {
    return Sha256.digest(key.getBytes(UTF_8));
  }

  @Override
  public void close() {
    consumer.close();
    ends.close();
  }
}
