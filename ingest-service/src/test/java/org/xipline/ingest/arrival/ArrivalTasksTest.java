package org.xipline.ingest.arrival;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xipline.ingest.publication.ArchivePublisher;
import org.xipline.runtime.health.Health;
import org.xipline.runtime.payload.DirectoryPayloadStore;
import org.xipline.schemas.record.Arrival;
import org.xipline.schemas.topic.Topic;

class ArrivalTasksTest {
  private static final int ATTEMPTS = 3;

  /** How it was, at the beginning of each attempt. */
  private final List<Health> seen = new ArrayList<>();

  @Test
  void shouldBeDegradedWhileTheStoreFails(@TempDir Path directory) throws Exception {
    var producer =
        new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
    var publisher =
        new ArchivePublisher(producer, new DirectoryPayloadStore(directory), Clock.systemUTC());
    var tasks = new ArrivalTasks[1];
    tasks[0] = new ArrivalTasks(_ -> attempt(tasks[0]), publisher, ATTEMPTS);

    ArrivalTask.Prepared prepared = tasks[0].prepare(arrival());

    assertThat(prepared).isNotNull();
    assertThat(seen).hasSize(2).first().isEqualTo(Health.up());
    assertThat(seen.getLast())
        .isEqualTo(Health.degraded("archive abc, attempt 1 of 3: no room is left"));
    assertThat(tasks[0].health()).isEqualTo(Health.up());
  }

  private ArrivalTask.Prepared attempt(ArrivalTasks tasks) throws IOException {
    seen.add(tasks.health());
    if (seen.size() == 1) {
      throw new IOException("no room is left");
    }
    return _ -> {};
  }

  private static ConsumerRecord<String, byte[]> arrival() {
    return new ConsumerRecord<>(
        Topic.ARRIVALS.name(),
        0,
        0,
        "desk",
        Arrival.newBuilder().setConnector("desk").setArchiveId("abc").build().toByteArray());
  }
}
