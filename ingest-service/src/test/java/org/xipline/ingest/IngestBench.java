package org.xipline.ingest;

import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.xipline.archive.pack.TestPki;
import org.xipline.runtime.kafka.CommittedRecords;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.runtime.kafka.KafkaConnection;
import org.xipline.runtime.payload.DirectoryPayloadStore;
import org.xipline.runtime.payload.PayloadStore;
import org.xipline.schemas.identity.Sha256;
import org.xipline.schemas.payload.PayloadKey;
import org.xipline.schemas.record.Arrival;
import org.xipline.schemas.record.Entry;
import org.xipline.schemas.record.Outcome;
import org.xipline.schemas.record.Snapshot;
import org.xipline.schemas.record.TrustRules;
import org.xipline.schemas.topic.Topic;

/** A broker's topics and a payload store, into which arrivals go and out of which facts come. */
final class IngestBench {
  static final String MAILBOXES = "imap://mail.example:143";
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  final KafkaClients clients;
  final Path directory;
  final PayloadStore store;
  final String snapshotId;
  private final Map<String, RecordMetadata> places = new HashMap<>();

  IngestBench(KafkaConnection connection, Path directory) throws Exception {
    this.clients = new KafkaClients(connection);
    this.directory = directory;
    this.store = new DirectoryPayloadStore(payloads());
    this.snapshotId = storeSnapshot(store);
  }

  Path payloads() {
    return directory.resolve("payloads");
  }

  Arrival arrive(String connector, Path archive) throws IOException {
    return arrive(connector, archive, Sha256.digest(Files.readAllBytes(archive)));
  }

  Arrival arrive(String connector, Path archive, Sha256 digest) {
    return arrive(connector, archive, digest, null, UnaryOperator.identity());
  }

  /**
   * @param partition null for that of the key
   */
  Arrival arrive(
      String connector,
      Path archive,
      Sha256 digest,
      @Nullable Integer partition,
      UnaryOperator<Arrival.Builder> change) {
    Arrival arrival =
        change
            .apply(
                Arrival.newBuilder()
                    .setConnector(connector)
                    .setArchiveId(digest.hex())
                    .setArrivalId(UUID.randomUUID().toString())
                    .setLocation(archive.toUri().toString())
                    .setFileName(String.valueOf(archive.getFileName()))
                    .setSnapshotId(snapshotId))
            .build();
    RecordMetadata place = send(partition, connector + "/" + digest.hex(), arrival.toByteArray());
    places.put(arrival.getArrivalId(), place);
    return arrival;
  }

  RecordMetadata send(@Nullable Integer partition, String key, byte[] value) {
    try (Producer<String, byte[]> producer = clients.producer(Map.of())) {
      var record = new ProducerRecord<>(Topic.ARRIVALS.name(), partition, key, value);
      return producer.send(record).get();
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether this group has gone on behind the arrival. */
  boolean hasPassed(String group, Arrival arrival) {
    RecordMetadata place = Objects.requireNonNull(places.get(arrival.getArrivalId()));
    var partition = new TopicPartition(place.topic(), place.partition());
    try (Admin admin = clients.admin()) {
      OffsetAndMetadata committed =
          admin
              .listConsumerGroupOffsets(group)
              .partitionsToOffsetAndMetadata()
              .get()
              .get(partition);
      return committed != null && committed.offset() > place.offset();
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  Outcome outcome(Arrival arrival, Predicate<Outcome> kind) {
    return await()
        .atMost(PATIENCE)
        .until(() -> outcomes(arrival).stream().filter(kind).findFirst(), Optional::isPresent)
        .orElseThrow();
  }

  List<Outcome> outcomes(Arrival arrival) {
    return CommittedRecords.of(clients, Topic.OUTCOMES).stream()
        .filter(outcome -> outcome.getArchiveId().equals(arrival.getArchiveId()))
        .toList();
  }

  List<Entry> entries(Arrival arrival) {
    return CommittedRecords.of(clients, Topic.ENTRIES).stream()
        .filter(entry -> entry.getArchiveId().equals(arrival.getArchiveId()))
        .toList();
  }

  /** Of the roots of the fixtures, and a mailbox server. */
  static String storeSnapshot(PayloadStore store) throws Exception {
    var snapshot =
        Snapshot.newBuilder()
            .setMailboxServer(MAILBOXES)
            .setTrust(
                TrustRules.newBuilder()
                    .addAnchors(ByteString.copyFrom(TestPki.root().leaf().getEncoded()))
                    .setAtEpochMillis(Instant.parse("2026-11-01T12:00:00Z").toEpochMilli()))
            .build();
    var key = PayloadKey.ofSnapshot(Sha256.digest(snapshot.toByteArray()));
    return store.put(key, snapshot::writeTo).sha256().hex();
  }
}
