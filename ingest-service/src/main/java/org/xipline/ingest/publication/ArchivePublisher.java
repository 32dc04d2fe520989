package org.xipline.ingest.publication;

import com.google.protobuf.MessageLite;
import com.google.protobuf.Timestamp;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.xipline.ingest.staging.Manifest;
import org.xipline.ingest.staging.StagedArchive;
import org.xipline.runtime.payload.PayloadStore;
import org.xipline.schemas.identity.ArchiveId;
import org.xipline.schemas.identity.ConnectorName;
import org.xipline.schemas.reason.RejectionReason;
import org.xipline.schemas.record.AcceptedArchive;
import org.xipline.schemas.record.ArchiveAccepted;
import org.xipline.schemas.record.ArchiveRejected;
import org.xipline.schemas.record.ArchiveRepeated;
import org.xipline.schemas.record.Arrival;
import org.xipline.schemas.record.ArrivalAnswer;
import org.xipline.schemas.record.ArrivalResult;
import org.xipline.schemas.record.DeadLetter;
import org.xipline.schemas.record.Entry;
import org.xipline.schemas.record.EntryKind;
import org.xipline.schemas.record.FileAccepted;
import org.xipline.schemas.record.Outcome;
import org.xipline.schemas.record.Signer;
import org.xipline.schemas.topic.Topic;

/**
 * Tells what an arrival came to, together with the arrival's offset, in one transaction: an archive
 * becomes visible whole or not at all, and once. For one thread.
 */
public final class ArchivePublisher implements AutoCloseable {
  private final Producer<String, byte[]> producer;
  private final PayloadStore store;
  private final Clock clock;

  /** Takes over the producer; aborts what an earlier holder of its transactional id left open. */
  public ArchivePublisher(Producer<String, byte[]> producer, PayloadStore store, Clock clock) {
    this.producer = producer;
    this.store = store;
    this.clock = clock;
    producer.initTransactions();
  }

  /** Publishes all entries of an archive. */
  public void accepted(Arrival arrival, StagedArchive staged, Signer signer, Origin origin)
      throws IOException {
    inTransaction(
        origin,
        () -> {
          sendEntries(arrival, staged, signer);
          sendOutcome(
              arrival,
              outcome ->
                  outcome.setArchiveAccepted(
                      ArchiveAccepted.newBuilder()
                          .setArrivalId(arrival.getArrivalId())
                          .setFileName(arrival.getFileName())
                          .setSizeBytes(arrival.getSizeBytes())
                          .setEntries(staged.entries())
                          .setItems(staged.items())
                          .setSigner(signer)
                          .setSnapshotId(arrival.getSnapshotId())));
          send(Topic.ARCHIVES, keyOf(arrival), acceptedArchive(arrival));
          answer(arrival, it -> it.setResult(ArrivalResult.ARRIVAL_RESULT_ACCEPTED));
        });
  }

  /** Publishes that an archive was rejected, and nothing else. */
  public void rejected(
      Arrival arrival,
      RejectionReason reason,
      String detail,
      Optional<Signer> signer,
      Origin origin)
      throws IOException {
    var fact =
        ArchiveRejected.newBuilder()
            .setArrivalId(arrival.getArrivalId())
            .setFileName(arrival.getFileName())
            .setReason(reason.code())
            .setDetail(detail);
    signer.ifPresent(fact::setSigner);
    inTransaction(
        origin,
        () -> {
          sendOutcome(arrival, outcome -> outcome.setArchiveRejected(fact));
          answer(
              arrival,
              it -> {
                it.setResult(ArrivalResult.ARRIVAL_RESULT_REJECTED);
                it.setReason(reason.code()).setDetail(detail);
                signer.ifPresent(it::setSigner);
              });
        });
  }

  /** Publishes that the connector had accepted the archive before. */
  public void repeated(Arrival arrival, Origin origin) throws IOException {
    var fact =
        ArchiveRepeated.newBuilder()
            .setArrivalId(arrival.getArrivalId())
            .setFileName(arrival.getFileName());
    inTransaction(
        origin,
        () -> {
          sendOutcome(arrival, outcome -> outcome.setArchiveRepeated(fact));
          answer(arrival, it -> it.setResult(ArrivalResult.ARRIVAL_RESULT_REPEATED));
        });
  }

  /** Sets a record aside that is no arrival. */
  public void undecodable(String key, DeadLetter letter, Origin origin) throws IOException {
    inTransaction(origin, () -> send(Topic.DEAD_LETTERS, key, letter));
  }

  @Override
  public void close() {
    producer.close();
  }

  private void sendEntries(Arrival arrival, StagedArchive staged, Signer signer)
      throws IOException {
    try (Manifest manifest = Manifest.open(store, staged.manifest())) {
      Optional<Entry> next = manifest.next();
      while (next.isPresent()) {
        send(arrival, signer, next.get());
        next = manifest.next();
      }
    }
  }

  private void send(Arrival arrival, Signer signer, Entry staged) {
    Entry entry =
        staged.toBuilder()
            .setConnector(arrival.getConnector())
            .setArchiveId(arrival.getArchiveId())
            .setSnapshotId(arrival.getSnapshotId())
            .setSignerSha256(signer.getSha256())
            .build();
    send(Topic.ENTRIES, entry.getArchiveId() + "/" + entry.getPath(), entry);
    if (entry.getKind() == EntryKind.ENTRY_KIND_FILE) {
      sendOutcome(
          arrival,
          outcome ->
              outcome.setFileAccepted(
                  FileAccepted.newBuilder()
                      .setPath(entry.getPath())
                      .setSizeBytes(entry.getSizeBytes())));
    }
  }

  private AcceptedArchive acceptedArchive(Arrival arrival) {
    return AcceptedArchive.newBuilder()
        .setConnector(arrival.getConnector())
        .setArchiveId(arrival.getArchiveId())
        .setArrivalId(arrival.getArrivalId())
        .setAcceptedAt(now())
        .build();
  }

  private static String keyOf(Arrival arrival) {
    return AcceptedArchives.keyOf(
        new ConnectorName(arrival.getConnector()), new ArchiveId(arrival.getArchiveId()));
  }

  @FunctionalInterface
  private interface Fact {
    void tell(Outcome.Builder outcome);
  }

  private void sendOutcome(Arrival arrival, Fact fact) {
    var outcome =
        Outcome.newBuilder()
            .setConnector(arrival.getConnector())
            .setArchiveId(arrival.getArchiveId())
            .setAt(now());
    fact.tell(outcome);
    send(Topic.OUTCOMES, arrival.getArchiveId(), outcome.build());
  }

  private void answer(Arrival arrival, Consumer<ArrivalAnswer.Builder> result) {
    var answer =
        ArrivalAnswer.newBuilder()
            .setConnector(arrival.getConnector())
            .setArchiveId(arrival.getArchiveId())
            .setArrivalId(arrival.getArrivalId())
            .setAt(now());
    result.accept(answer);
    send(Topic.ARRIVAL_ANSWERS, keyOf(arrival), answer.build());
  }

  private <V extends MessageLite> void send(Topic<V> topic, String key, V value) {
    var _ = producer.send(new ProducerRecord<>(topic.name(), key, value.toByteArray()));
  }

  private Timestamp now() {
    Instant now = clock.instant();
    return Timestamp.newBuilder().setSeconds(now.getEpochSecond()).setNanos(now.getNano()).build();
  }

  @FunctionalInterface
  private interface Sends {
    void run() throws IOException;
  }

  /** Errors of single sends surface at the commit. */
  private void inTransaction(Origin origin, Sends sends) throws IOException {
    producer.beginTransaction();
    try {
      sends.run();
      producer.sendOffsetsToTransaction(
          Map.of(origin.partition(), new OffsetAndMetadata(origin.offset() + 1)), origin.group());
      producer.commitTransaction();
    } catch (IOException | KafkaException e) {
      abort(e);
      throw e;
    }
  }

  /** A producer that was fenced cannot abort, and need not: the broker has. */
  private void abort(Exception cause) {
    try {
      producer.abortTransaction();
    } catch (KafkaException e) {
      cause.addSuppressed(e);
    }
  }
}
