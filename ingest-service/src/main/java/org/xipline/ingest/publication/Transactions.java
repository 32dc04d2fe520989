package org.xipline.ingest.publication;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits records together with the offset of the arrival that they answer. A producer that was
 * fenced, or whose transactional id has expired, or that cannot say how a commit ended, is replaced
 * before the next transaction; the replacement settles what its predecessor left open. For one
 * thread.
 */
public final class Transactions implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(Transactions.class);

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

  private final Supplier<Producer<String, byte[]>> producers;
  private final InstantSource clock;
  private final Consumer<Duration> durations;
  private Optional<Producer<String, byte[]>> producer = Optional.empty();

  /**
   * @param producers gives a new producer with the same transactional id each time
   * @param durations told how long each transaction was open
   */
  public Transactions(
      Supplier<Producer<String, byte[]>> producers,
      InstantSource clock,
      Consumer<Duration> durations) {
    this.producers = producers;
    this.clock = clock;
    this.durations = durations;
  }

  /** Sends the records of one transaction. */
  @FunctionalInterface
  interface Records {

    /**
     * Sends them.
     *
     * @return whether the arrival is dealt with, so that the offset passes it
     */
    boolean sendTo(OpenTransaction transaction) throws IOException;
  }

  /**
   * Sees to it that no transaction of this transactional id is open: an earlier incarnation may
   * have left one, and its readers wait for its end.
   *
   * @throws org.apache.kafka.common.KafkaException if the brokers do not answer
   */
  public void ready() {
    var _ = producer();
  }

  /**
   * Commits one transaction. Errors of single sends surface here.
   *
   * @return what {@code records} said
   * @throws IOException if {@code records} throws, or {@code origin} was given up; then nothing is
   *     committed
   * @throws org.apache.kafka.common.KafkaException if the brokers refuse; then nothing is
   *     committed, except where the answer to a commit was lost
   */
  boolean commit(ArrivalContext origin, Records records) throws IOException {
    Producer<String, byte[]> open = producer();
    Instant begun = clock.instant();
    try {
      open.beginTransaction();
      boolean last = records.sendTo(new OpenTransaction(open, origin, begun));
      long next = last ? origin.offset() + 1 : origin.offset();
      open.sendOffsetsToTransaction(
          Map.of(origin.partition(), new OffsetAndMetadata(next)), origin.group());
      if (origin.isGivenUp().getAsBoolean()) {
        throw new GivenUpException();
      }
      open.commitTransaction();
      return last;
    } catch (IOException | RuntimeException e) {
      abort(open, e);
      throw e;
    } finally {
      durations.accept(Duration.between(begun, clock.instant()));
    }
  }

  @Override
  public void close() {
    producer.ifPresent(it -> it.close(CLOSE_TIMEOUT));
    producer = Optional.empty();
  }

  private Producer<String, byte[]> producer() {
    if (producer.isEmpty()) {
      Producer<String, byte[]> fresh = producers.get();
      try {
        fresh.initTransactions();
      } catch (RuntimeException e) {
        fresh.close(Duration.ZERO);
        throw e;
      }
      producer = Optional.of(fresh);
    }
    return producer.get();
  }

  /** A thread that was interrupted aborts all the same: readers wait for the transaction's end. */
  private void abort(Producer<String, byte[]> open, Exception cause) {
    boolean interrupted = Thread.interrupted();
    try {
      open.abortTransaction();
    } catch (RuntimeException e) {
      suppress(e, cause);
      replace(open, cause);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void replace(Producer<String, byte[]> open, Exception cause) {
    producer = Optional.empty();
    try {
      open.close(Duration.ZERO);
    } catch (RuntimeException e) {
      suppress(e, cause);
    }
    LOGGER
        .atWarn()
        .addKeyValue("error", String.valueOf(cause.getMessage()))
        .log("the producer cannot continue and is replaced");
  }

  /** A producer may throw again what it threw before. */
  private static void suppress(RuntimeException next, Exception cause) {
    if (next != cause) {
      cause.addSuppressed(next);
    }
  }
}
