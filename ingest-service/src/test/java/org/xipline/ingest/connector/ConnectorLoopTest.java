package org.xipline.ingest.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xipline.ingest.drop.CanonicalDropLocation;
import org.xipline.ingest.drop.FileStability;
import org.xipline.ingest.drop.ScriptedDrop;
import org.xipline.runtime.health.Health;
import org.xipline.runtime.kafka.TopicReader;
import org.xipline.runtime.kafka.TopicTable;
import org.xipline.runtime.payload.DirectoryPayloadStore;
import org.xipline.schemas.record.Connector;
import org.xipline.schemas.record.ConnectorRun;
import org.xipline.schemas.record.Schedule;
import org.xipline.schemas.topic.Topic;

class ConnectorLoopTest {
  private static final TopicPartition REGISTRY = new TopicPartition(Topic.CONNECTORS.name(), 0);

  @TempDir private Path directory;

  private final ScriptedDrop drop = new ScriptedDrop();
  private final ScriptedIngest ingest = new ScriptedIngest();
  private final ShiftedClock clock = new ShiftedClock(Instant.parse("2026-11-20T02:00:00Z"));
  private final MockConsumer<String, byte[]> registry = new MockConsumer<>("earliest");
  private final MockConsumer<String, byte[]> answers = consumerOf(Topic.ARRIVAL_ANSWERS);
  private final DropMetrics metrics = new DropMetrics(new SimpleMeterRegistry());
  private final Connector connector =
      Connector.newBuilder()
          .setName("desk")
          .setDrop("directory:/srv/desk")
          .setAddedAt(Moments.timestamp(Instant.parse("2026-11-19T12:00:00Z")))
          .setSchedule(Schedule.newBuilder().setTimeOfDay("02:00").setZone("UTC"))
          .build();

  private ConnectorLoop loop;
  private long written;

  @BeforeEach
  void subscribe() throws IOException {
    loop = newLoop();
    loop.subscribe();
    registry.updateBeginningOffsets(Map.of(REGISTRY, 0L));
  }

  private static MockConsumer<String, byte[]> consumerOf(Topic<?> topic) {
    var consumer = new MockConsumer<String, byte[]>("earliest");
    var partition = new TopicPartition(topic.name(), 0);
    var nobody = new Node[] {};
    consumer.updatePartitions(
        topic.name(), List.of(new PartitionInfo(topic.name(), 0, Node.noNode(), nobody, nobody)));
    consumer.updateBeginningOffsets(Map.of(partition, 0L));
    consumer.updateEndOffsets(Map.of(partition, 0L));
    return consumer;
  }

  private ConnectorLoop newLoop() throws IOException {
    var runs =
        new TopicTable<>(
            new TopicReader<>(consumerOf(Topic.CONNECTOR_RUNS), Topic.CONNECTOR_RUNS),
            ConnectorRun::getConnector);
    var book =
        new ArrivalTopics(
            new TopicReader<>(consumerOf(Topic.ARRIVALS), Topic.ARRIVALS),
            new TopicReader<>(answers, Topic.ARRIVAL_ANSWERS));
    var claims = new DropClaims();
    var store = new DirectoryPayloadStore(directory);
    var pollers =
        new ConnectorTask.Pollers() {
          @Override
          public CanonicalDropLocation placeOf(String location) {
            return new CanonicalDropLocation("scripted", List.of(location));
          }

          @Override
          public DropPoller open(String location) {
            return new DropPoller(
                drop, store, ingest.arrivals(), book, new FileStability(Duration.ZERO), metrics);
          }
        };
    var owned =
        new OwnedConnectors(
            _ -> ConnectorRun.getDefaultInstance(),
            (one, last) -> new ConnectorTask(one, last, pollers, ingest.arrivals(), book, claims),
            claims,
            new CallersThread(),
            Duration.ofSeconds(2),
            clock);
    return new ConnectorLoop(
        registry,
        runs,
        book,
        owned,
        metrics,
        clock,
        (service, cause) -> {
          throw new AssertionError(service, cause);
        });
  }

  private void write(Connector one) {
    write(one.getName(), one.toByteArray());
  }

  private void write(String key, byte[] value) {
    registry.addRecord(new ConsumerRecord<>(REGISTRY.topic(), 0, written++, key, value));
  }

  private void round() {
    loop.round();
    clock.advance(Duration.ofSeconds(2));
  }

  @Test
  void shouldTakeNoTurnBeforeTheRegistryIsReadToItsEnd() {
    // Given a connector that was paused since, of which only the first record has come
    registry.rebalance(List.of(REGISTRY));
    registry.updateEndOffsets(Map.of(REGISTRY, 2L));
    write(connector);
    round();
    assertThat(ingest.runs()).isEmpty();

    // When
    write(connector.toBuilder().setPaused(true).build());
    round();
    round();

    // Then
    assertThat(ingest.runs()).isEmpty();

    // And when it is resumed
    write(connector);
    round();
    assertThat(ingest.runs().getLast().hasEndedAt()).isTrue();
  }

  @Test
  void shouldWaitForBrokersThatDoNotAnswerAndForgetNothing() {
    // Given
    registry.rebalance(List.of(REGISTRY));
    registry.updateEndOffsets(Map.of(REGISTRY, 1L));
    write(connector);
    answers.setOffsetsException(new TimeoutException("no answer"));

    // When
    round();

    // Then
    assertThat(loop.health().state()).isEqualTo(Health.State.DEGRADED);
    assertThat(loop.health().details().values()).anyMatch(it -> it.contains("brokers"));

    // And when they answer
    registry.addRecord(
        new ConsumerRecord<>(REGISTRY.topic(), 0, 0, "desk", connector.toByteArray()));
    round();
    assertThat(loop.health()).isEqualTo(Health.up());
    assertThat(ingest.runs()).isNotEmpty();
  }

  @Test
  void shouldSayWhichConnectorIsNotPolledAtAll() {
    // Given
    registry.rebalance(List.of(REGISTRY));
    registry.updateEndOffsets(Map.of(REGISTRY, 1L));
    write(connector.toBuilder().setSchedule(Schedule.newBuilder().setZone("Mars")).build());

    // When
    round();

    // Then
    assertThat(loop.health().state()).isEqualTo(Health.State.DEGRADED);
    assertThat(loop.health().details().get("connector desk")).startsWith("is not polled: ");

    // And when it is put right
    write(connector);
    round();
    assertThat(loop.health()).isEqualTo(Health.up());
  }

  @Test
  void shouldGiveUpTheConnectorsOfAPartitionThatIsTakenAway() {
    // Given
    registry.rebalance(List.of(REGISTRY));
    registry.updateEndOffsets(Map.of(REGISTRY, 1L));
    write(connector);
    round();
    int told = ingest.runs().size();

    // When
    registry.rebalance(List.of());
    clock.advance(Duration.ofDays(1));
    round();

    // Then
    assertThat(ingest.runs()).hasSize(told);
  }
}
