package org.xipline.ingest.arrival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xipline.ingest.publication.ArchivePublisher;
import org.xipline.ingest.publication.Origin;
import org.xipline.runtime.payload.DirectoryPayloadStore;
import org.xipline.schemas.record.Arrival;
import org.xipline.schemas.topic.Topic;

class ArrivalLoopTest {
  private static final TopicPartition PARTITION = new TopicPartition(Topic.ARRIVALS.name(), 0);

  @TempDir private Path directory;

  private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");
  private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

  /** What publishing an arrival ends with, one after the other; nothing more: well. */
  private final Queue<KafkaException> answers = new ConcurrentLinkedQueue<>();

  private final Queue<Long> published = new ConcurrentLinkedQueue<>();
  private ArrivalLoop loop;
  private Thread thread;

  @BeforeEach
  void start() throws IOException {
    var producer =
        new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
    var publisher =
        new ArchivePublisher(producer, new DirectoryPayloadStore(directory), Clock.systemUTC());
    var tasks = new ArrivalTasks(_ -> this::publish, publisher, 1);
    loop = new ArrivalLoop(consumer, tasks, (_, cause) -> failures.add(cause));
    consumer.schedulePollTask(() -> {
      consumer.rebalance(List.of(PARTITION));
      consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
      consumer.addRecord(arrival());
    });
    thread = Thread.ofPlatform().unstarted(loop);
  }

  @AfterEach
  void stop() throws InterruptedException {
    loop.close();
    thread.join();
  }

  @Test
  void shouldTakeAnArrivalAgainThatItCouldNotCommit() {
    answers.add(new CommitFailedException("the coordinator is not aware of this member"));

    thread.start();

    await().untilAsserted(() -> assertThat(published).containsExactly(0L, 0L));
    assertThat(failures).isEmpty();
    assertThat(thread.isAlive()).isTrue();
  }

  @Test
  void shouldEndWhenItCannotPublishForAnotherReason() {
    answers.add(new KafkaException("disk full"));

    thread.start();

    await().untilAsserted(() -> assertThat(failures).hasSize(1));
    assertThat(failures.element()).hasMessageContaining("disk full");
  }

  private void publish(Origin origin) {
    published.add(origin.offset());
    KafkaException failure = answers.poll();
    if (failure != null) {
      // What a broker would give again from the same offset.
      consumer.schedulePollTask(() -> consumer.addRecord(arrival()));
      throw failure;
    }
  }

  private static ConsumerRecord<String, byte[]> arrival() {
    return new ConsumerRecord<>(
        PARTITION.topic(),
        PARTITION.partition(),
        0,
        "desk",
        Arrival.newBuilder().setConnector("desk").build().toByteArray());
  }
}
