package org.xipline.console.deadletter;

import com.google.protobuf.MessageLite;
import com.google.protobuf.Timestamp;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.xipline.console.ledger.ArchiveKey;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.schemas.record.Outcome;
import org.xipline.schemas.topic.Topic;

/** One Kafka transaction: an operator's decision becomes visible whole or not at all. */
public final class RecordSession {
  private static final String TRANSACTIONAL_ID = "xipline-dead-letters";

  /** What brokers allow by default; a decision on millions of pairs takes a while. */
  private static final Duration TIMEOUT = Duration.ofMinutes(15);

  /** Writes, and tells what came of it. */
  @FunctionalInterface
  public interface Work<T> {
    T write(RecordSession session) throws IOException;
  }

  private final Producer<String, byte[]> producer;
  private final Timestamp at;

  private RecordSession(Producer<String, byte[]> producer, Instant at) {
    this.producer = producer;
    this.at = Timestamp.newBuilder().setSeconds(at.getEpochSecond()).setNanos(at.getNano()).build();
  }

  /** Commits what the work writes, or nothing of it where it fails. */
  public static <T> T commit(KafkaClients clients, Instant at, Work<T> work) throws IOException {
    try (Producer<String, byte[]> producer =
        clients.transactionalProducer(TRANSACTIONAL_ID, TIMEOUT)) {
      producer.initTransactions();
      producer.beginTransaction();
      try {
        T result = work.write(new RecordSession(producer, at));
        producer.commitTransaction();
        return result;
      } catch (IOException | RuntimeException e) {
        abort(producer, e);
        throw e;
      }
    }
  }

  /** Errors of single sends surface at the commit. */
  public <V extends MessageLite> void send(Topic<V> topic, String key, V value) {
    var _ = producer.send(new ProducerRecord<>(topic.name(), key, value.toByteArray()));
  }

  /** Tells the ledger something of an archive; the fact is set already. */
  public void tell(ArchiveKey archive, Outcome.Builder fact) {
    Outcome outcome =
        fact.setConnector(archive.connector().value())
            .setArchiveId(archive.archiveId().hex())
            .setAt(at)
            .build();
    send(Topic.OUTCOMES, outcome.getArchiveId(), outcome);
  }

  private static void abort(Producer<String, byte[]> producer, Exception cause) {
    try {
      producer.abortTransaction();
    } catch (KafkaException e) {
      cause.addSuppressed(e);
    }
  }
}
