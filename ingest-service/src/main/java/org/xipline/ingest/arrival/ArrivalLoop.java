package org.xipline.ingest.arrival;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xipline.ingest.publication.Origin;
import org.xipline.runtime.service.FailureListener;
import org.xipline.schemas.topic.Topic;

/**
 * Takes arrivals off their topic, one at a time. The thread that polls goes on polling while
 * another prepares, so an archive may take hours without costing the membership of the group.
 */
public final class ArrivalLoop implements Runnable, AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(ArrivalLoop.class);
  private static final Duration IDLE_POLL = Duration.ofMillis(500);
  private static final Duration BUSY_POLL = Duration.ofMillis(20);

  private final Consumer<String, byte[]> consumer;
  private final ArrivalTasks tasks;
  private final FailureListener failures;
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("ingest-archive").factory());
  private Optional<ArrivalInHand> inHand = Optional.empty();
  private volatile boolean closing;

  /**
   * @param consumer one record at a time; closed by this loop
   * @param failures told when the loop cannot go on
   */
  public ArrivalLoop(
      Consumer<String, byte[]> consumer, ArrivalTasks tasks, FailureListener failures) {
    this.consumer = consumer;
    this.tasks = tasks;
    this.failures = failures;
  }

  @Override
  public void run() {
    try (consumer) {
      consumer.subscribe(List.of(Topic.ARRIVALS.name()), new GiveUpWhatIsRevoked());
      while (!closing) {
        turn();
      }
    } catch (WakeupException e) {
      if (!closing) {
        failures.failed("ingest", e);
      }
    } catch (IOException | RuntimeException e) {
      failures.failed("ingest", e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      giveUp();
      worker.shutdownNow();
    }
  }

  /** Asks the loop to end; what is in hand is given up, and taken again by the next incarnation. */
  @Override
  public void close() {
    closing = true;
    consumer.wakeup();
  }

  private void turn() throws IOException, InterruptedException {
    if (inHand.isPresent()) {
      consumer.pause(consumer.assignment());
    }
    consumer.poll(inHand.isPresent() ? BUSY_POLL : IDLE_POLL).forEach(this::take);
    if (inHand.isPresent() && inHand.get().isPrepared()) {
      publish(inHand.get());
      inHand = Optional.empty();
      consumer.resume(consumer.paused());
    }
  }

  /** A second record can come with a partition that was assigned just now: it waits its turn. */
  private void take(ConsumerRecord<String, byte[]> record) {
    var partition = new TopicPartition(record.topic(), record.partition());
    if (inHand.isPresent()) {
      consumer.seek(partition, record.offset());
      return;
    }
    inHand =
        Optional.of(
            new ArrivalInHand(
                partition, record.offset(), worker.submit(() -> tasks.prepare(record))));
  }

  private void publish(ArrivalInHand arrival) throws IOException, InterruptedException {
    var origin = new Origin(arrival.partition(), arrival.offset(), consumer.groupMetadata());
    try {
      arrival.prepared().get().publish(origin);
    } catch (ExecutionException e) {
      throw new IOException("an arrival could not be dealt with", e.getCause());
    } catch (CommitFailedException e) {
      takeAgain(arrival, e);
    } catch (KafkaException e) {
      if (consumer.assignment().contains(arrival.partition())) {
        throw e;
      }
      LOGGER
          .atInfo()
          .addKeyValue("partition", arrival.partition())
          .log("another instance has taken over the arrival");
    }
  }

  /** The group has moved on without this member, which may not have heard of it yet. */
  private void takeAgain(ArrivalInHand arrival, CommitFailedException cause) {
    if (consumer.assignment().contains(arrival.partition())) {
      consumer.seek(arrival.partition(), arrival.offset());
    }
    LOGGER
        .atWarn()
        .addKeyValue("partition", arrival.partition())
        .addKeyValue("error", String.valueOf(cause.getMessage()))
        .log("the arrival is not this member's any more: nothing was published");
  }

  private void giveUp() {
    inHand.ifPresent(arrival -> arrival.prepared().cancel(true));
    inHand = Optional.empty();
  }

  private final class GiveUpWhatIsRevoked implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      if (inHand.isPresent() && partitions.contains(inHand.get().partition())) {
        giveUp();
      }
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      // Paused in the next turn where something is in hand.
    }
  }
}
