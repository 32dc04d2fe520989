package org.xipline.ingest.publication;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.xipline.ingest.staging.StagedArchive;
import org.xipline.runtime.payload.DirectoryPayloadStore;
import org.xipline.runtime.payload.PayloadStore;
import org.xipline.schemas.identity.ArchiveId;
import org.xipline.schemas.identity.ConnectorName;
import org.xipline.schemas.identity.Sha256;
import org.xipline.schemas.payload.PayloadKey;
import org.xipline.schemas.record.AcceptedArchive;
import org.xipline.schemas.record.Arrival;
import org.xipline.schemas.record.Entry;
import org.xipline.schemas.record.EntryKind;
import org.xipline.schemas.record.Signer;
import org.xipline.schemas.topic.Topic;

/** What a publication works with, without a broker: what is committed can be looked at. */
final class PublicationBench {
  static final ConnectorName DESK = new ConnectorName("desk");
  static final ArchiveId ARCHIVE = new ArchiveId(Sha256.digest(new byte[] {1}).hex());
  static final String KEY = "desk/" + ARCHIVE.hex();
  static final TopicPartition PARTITION = new TopicPartition(Topic.ARRIVALS.name(), 3);
  static final long OFFSET = 41;
  static final Signer SIGNER = Signer.newBuilder().setSubject("CN=desk").setSha256("ab").build();
  static final Arrival ARRIVAL =
      Arrival.newBuilder()
          .setConnector(DESK.value())
          .setArchiveId(ARCHIVE.hex())
          .setArrivalId("arrival-1")
          .setFileName("a.xip")
          .setSizeBytes(77)
          .setSnapshotId("feed")
          .build();
  private static final ConsumerGroupMetadata GROUP =
      new MockConsumer<String, byte[]>("earliest").groupMetadata();
  private static final TopicPartition ARCHIVES = new TopicPartition(Topic.ARCHIVES.name(), 0);

  final PayloadStore store;
  final List<MockProducer<String, byte[]>> producers = new ArrayList<>();
  final List<Duration> durations = new ArrayList<>();
  final List<Long> counted = new ArrayList<>();
  final Transactions transactions;
  final AcceptedArchives accepted;
  final ArchivePublisher publisher;
  Instant now = Instant.parse("2026-11-20T08:00:00Z");

  /** Passes at each look at the clock. */
  Duration tick = Duration.ZERO;

  BooleanSupplier givenUp = () -> false;

  private final MockConsumer<String, byte[]> archives = new MockConsumer<>("earliest");
  private final MockConsumer<String, byte[]> ends = new MockConsumer<>("earliest");
  private long written;
  private int seen;

  PublicationBench(Path directory) throws IOException {
    store = new DirectoryPayloadStore(directory);
    archives.updateBeginningOffsets(Map.of(ARCHIVES, 0L));
    ends.updateEndOffsets(Map.of(ARCHIVES, 0L));
    transactions = new Transactions(this::producer, this::look, durations::add);
    accepted = new AcceptedArchives(archives, ends);
    publisher =
        new ArchivePublisher(
            transactions, accepted, store, ChunkLimit.NORMAL, this::look, counted::add);
  }

  private Instant look() {
    now = now.plus(tick);
    return now;
  }

  private Producer<String, byte[]> producer() {
    var partitions = new ArrayList<PartitionInfo>();
    var node = new Node(1, "localhost", 1);
    for (int i = 0; i < Topic.ARRIVALS.partitions(); i++) {
      partitions.add(
          new PartitionInfo(Topic.ARRIVALS.name(), i, node, new Node[] {node}, new Node[] {node}));
    }
    var cluster = new Cluster("c", List.of(node), partitions, Set.of(), Set.of());
    var producer =
        new MockProducer<>(cluster, true, null, new StringSerializer(), new ByteArraySerializer());
    producers.add(producer);
    return producer;
  }

  MockProducer<String, byte[]> lastProducer() {
    return producers.getLast();
  }

  ArrivalContext origin() {
    return new ArrivalContext(PARTITION, OFFSET, GROUP, Set.of(1, 3), () -> givenUp.getAsBoolean());
  }

  /** One transaction; what it commits is read from then on. */
  boolean publish(Publication publication) throws IOException {
    boolean last = publication.publishNext(origin());
    List<ProducerRecord<String, byte[]>> committed = committed();
    committed.subList(seen, committed.size()).stream()
        .filter(it -> it.topic().equals(Topic.ARCHIVES.name()))
        .forEach(it -> know(it.key(), it.value()));
    seen = committed.size();
    return last;
  }

  /** All of it. */
  int publishAll(Publication publication) throws IOException {
    int transactionCount = 1;
    while (!publish(publication)) {
      transactionCount++;
    }
    return transactionCount;
  }

  /** Somebody has committed this. */
  void know(AcceptedArchive archive) {
    know(KEY, archive.toByteArray());
  }

  void know(String key, byte[] value) {
    archives.addRecord(new ConsumerRecord<>(ARCHIVES.topic(), 0, written++, key, value));
    ends.updateEndOffsets(Map.of(ARCHIVES, written));
  }

  /** Somebody has written something, and not committed it. */
  void leaveUndecided() {
    ends.updateEndOffsets(Map.of(ARCHIVES, written + 1));
  }

  List<ProducerRecord<String, byte[]>> committed() {
    return producers.stream().flatMap(it -> it.history().stream()).toList();
  }

  <V extends MessageLite> List<V> committed(Topic<V> topic) {
    return committed().stream()
        .filter(it -> it.topic().equals(topic.name()))
        .map(it -> parse(topic, it.value()))
        .toList();
  }

  /** The offsets of the arrivals' partition, transaction by transaction. */
  List<Long> offsets() {
    return producers.stream()
        .flatMap(it -> it.consumerGroupOffsetsHistory().stream())
        .flatMap(it -> it.values().stream())
        .flatMap(it -> it.values().stream())
        .map(OffsetAndMetadata::offset)
        .toList();
  }

  private static <V extends MessageLite> V parse(Topic<V> topic, byte[] value) {
    try {
      return topic.parser().parseFrom(value);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Items first, then other files. */
  StagedArchive staged(int items, int files) throws IOException {
    return staged(items, files, items + files);
  }

  /**
   * @param claimed how many entries it is said to have
   */
  StagedArchive staged(int items, int files, int claimed) throws IOException {
    var key = new PayloadKey("manifests/" + UUID.randomUUID());
    var stored = store.put(key, out -> write(out, items, files));
    return new StagedArchive(stored.claimCheck(), claimed, items, 0);
  }

  AcceptedArchiveFacts acceptance(int items, int files) throws IOException {
    return new AcceptedArchiveFacts(staged(items, files), SIGNER, "imap://mail:143");
  }

  private static void write(OutputStream out, int items, int files) throws IOException {
    for (int i = 0; i < items + files; i++) {
      boolean item = i < items;
      Entry.newBuilder()
          .setPath(pathOf(i))
          .setKind(item ? EntryKind.ENTRY_KIND_ITEM : EntryKind.ENTRY_KIND_FILE)
          .setSizeBytes(i)
          .setSha256(ByteString.copyFrom(new byte[i % 200]))
          .build()
          .writeDelimitedTo(out);
    }
  }

  static String pathOf(int entry) {
    return "d/%07d".formatted(entry);
  }
}
