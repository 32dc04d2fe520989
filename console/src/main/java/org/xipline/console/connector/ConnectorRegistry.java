package org.xipline.console.connector;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.jspecify.annotations.Nullable;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.schemas.record.Connector;
import org.xipline.schemas.topic.Topic;

/**
 * The connectors, as {@code xip.connectors} has them.
 *
 * <p>Edits follow one another, whichever processes they are made in: each is a transaction under
 * the one transactional id of the registry. Whoever begins an edit fences the one before it, and
 * reads only then; so an edit is committed only if nothing was written since it has read.
 */
public final class ConnectorRegistry {
  private static final String TRANSACTIONAL_ID = "xipline-connector-registry";
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration BACK_OFF = Duration.ofMillis(100);
  private static final int ATTEMPTS = 20;

  private final KafkaClients clients;

  public ConnectorRegistry(KafkaClients clients) {
    this.clients = clients;
  }

  /** What an edit does to one connector. */
  public sealed interface Change {

    /** Writes it, in place of the one of its name. */
    record Put(Connector connector) implements Change {}

    /** Takes it out; what it has imported stays accounted for. */
    record Remove(String name) implements Change {}
  }

  /**
   * Decides on an edit. Is asked again where another edit came in between, and so has no effects
   * but those that may be repeated.
   *
   * @param <E> what it throws where nothing is to be changed
   */
  @FunctionalInterface
  public interface Edit<E extends Exception> {
    List<Change> of(List<ConnectorStanding> connectors) throws E, IOException;
  }

  /** All of them as they stand at this moment, by name. */
  public List<ConnectorStanding> all(Instant now) {
    try (var reader = new ConnectorReader(clients)) {
      return reader.all(now);
    }
  }

  /** The one of this name, as it stands at this moment. */
  public Optional<ConnectorStanding> find(String name, Instant now) {
    return find(name, all(now));
  }

  /** The one of this name. */
  public static Optional<ConnectorStanding> find(String name, List<ConnectorStanding> among) {
    return among.stream().filter(it -> it.connector().getName().equals(name)).findFirst();
  }

  /**
   * Edits the registry; returns when the brokers have all changes.
   *
   * @return the connectors as they were, and as the edit was decided on
   * @throws IOException if the changes could not be written
   */
  public <E extends Exception> List<ConnectorStanding> edit(Instant now, Edit<E> edit)
      throws E, IOException {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      Optional<List<ConnectorStanding>> edited = tryToEdit(now, edit);
      if (edited.isPresent()) {
        return edited.get();
      }
      letOthersFinish(attempt);
    }
    throw new IOException(
        "other processes keep editing the connectors; nothing was changed: try again");
  }

  /** Two that fence each other and begin again at once would both go on so. */
  private static void letOthersFinish(int attempt) {
    long bound = Math.multiplyExact(attempt, BACK_OFF.toNanos());
    LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(bound));
  }

  /** Empty where another edit has fenced this one. */
  private <E extends Exception> Optional<List<ConnectorStanding>> tryToEdit(
      Instant now, Edit<E> edit) throws E, IOException {
    try (Producer<String, byte[]> producer =
        clients.transactionalProducer(TRANSACTIONAL_ID, TIMEOUT)) {
      producer.initTransactions();
      List<ConnectorStanding> found = all(now);
      List<Change> changes = edit.of(found);
      producer.beginTransaction();
      changes.forEach(change -> send(producer, change));
      producer.commitTransaction();
      return Optional.of(found);
    } catch (KafkaException e) {
      if (isFenced(e)) {
        return Optional.empty();
      }
      throw new IOException("could not write the registry of connectors: " + e.getMessage(), e);
    }
  }

  private static boolean isFenced(@Nullable Throwable failure) {
    return failure != null
        && (failure instanceof ProducerFencedException
            || failure instanceof InvalidProducerEpochException
            // The other one has ended our transaction before its first record or its commit.
            || failure instanceof InvalidTxnStateException
            || isFenced(failure.getCause()));
  }

  private static void send(Producer<String, byte[]> producer, Change change) {
    switch (change) {
      case Change.Put(var connector) ->
          send(producer, Topic.CONNECTORS, connector.getName(), connector.toByteArray());
      case Change.Remove(var name) -> {
        send(producer, Topic.CONNECTORS, name, null);
        send(producer, Topic.CONNECTOR_RUNS, name, null);
      }
    }
  }

  /** Errors of single sends surface at the commit. */
  private static void send(
      Producer<String, byte[]> producer, Topic<?> topic, String key, byte @Nullable [] value) {
    var _ = producer.send(new ProducerRecord<>(topic.name(), key, value));
  }
}
