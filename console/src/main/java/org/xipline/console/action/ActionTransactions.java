package org.xipline.console.action;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.xipline.runtime.kafka.KafkaClients;

/**
 * Transactions under one id, each with all that it writes ready. A process that is killed in one of
 * them leaves it to the brokers, which abort it after {@link #TIMEOUT}.
 */
final class ActionTransactions implements AutoCloseable {
  /** Brokers look for what has timed out every 10 s by default. */
  static final Duration TIMEOUT = Duration.ofSeconds(5);

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final KafkaClients clients;
  private final String id;
  private @Nullable Producer<String, byte[]> producer;
  private boolean closed;

  ActionTransactions(KafkaClients clients, String id) {
    this.clients = clients;
    this.id = id;
  }

  /** Fences the process that used the id before, and aborts the transaction it left open. */
  void begin() {
    opened().initTransactions();
  }

  /** Writes these, or none of them. Where it fails, only {@link #begin} makes certain which. */
  void commit(List<ProducerRecord<String, byte[]>> records) {
    if (current().isEmpty()) {
      begin();
    }
    Producer<String, byte[]> transactional = current().orElseThrow(ActionTransactions::ending);
    try {
      transactional.beginTransaction();
      records.forEach(record -> {
        var _ = transactional.send(record);
      });
      transactional.commitTransaction();
    } catch (RuntimeException e) {
      closeProducer();
      throw e;
    }
  }

  private synchronized Producer<String, byte[]> opened() {
    closeProducer();
    if (closed) {
      throw ending();
    }
    Producer<String, byte[]> opened = clients.transactionalProducer(id, TIMEOUT);
    producer = opened;
    return opened;
  }

  private synchronized Optional<Producer<String, byte[]>> current() {
    return Optional.ofNullable(producer);
  }

  private static KafkaException ending() {
    return new KafkaException("the process is ending");
  }

  /** Aborts what is open, whichever thread works on it. */
  @Override
  public synchronized void close() {
    closed = true;
    closeProducer();
  }

  /** Whatever is open in it is aborted. */
  private synchronized void closeProducer() {
    if (producer != null) {
      producer.close(CLOSE_TIMEOUT);
      producer = null;
    }
  }
}
