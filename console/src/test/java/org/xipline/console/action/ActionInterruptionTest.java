package org.xipline.console.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.xipline.console.topic.HighWatermarks;
import org.xipline.console.topic.TopicReading;
import org.xipline.runtime.broker.EmbeddedBrokerExtension;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.runtime.kafka.KafkaConnection;
import org.xipline.runtime.payload.DirectoryPayloadStore;
import org.xipline.schemas.topic.Topic;

/** A process that ends while one of its transactions is open: nobody waits for it for long. */
@ExtendWith(EmbeddedBrokerExtension.class)
class ActionInterruptionTest {
  private static final Duration LONGEST_STALL = Duration.ofSeconds(10);

  @TempDir private Path directory;
  private final KafkaConnection connection;
  private final KafkaClients clients;
  private final String kind = "writing " + UUID.randomUUID();
  private final List<Process> started = new ArrayList<>();

  ActionInterruptionTest(KafkaConnection connection) {
    this.connection = connection;
    this.clients = new KafkaClients(connection);
  }

  @AfterEach
  void endAll() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  @Timeout(180)
  void shouldHoldNobodyUpAndBeResumedWhenItIsKilled() throws Exception {
    // Given
    Process process = acting();
    String transaction = awaitOpenTransaction(process);

    // When
    process.destroyForcibly().waitFor();

    // Then
    assertThat(stateOf(transaction)).isEqualTo(TransactionState.ONGOING);
    assertThatReadersGoOn();
    assertThatTheNextProcessFinishesIt();
  }

  /** Ctrl-C comes to the same: both run what a process does at its end. */
  @Test
  @Timeout(180)
  void shouldAbortItsTransactionWhenToldToEnd() throws Exception {
    // Given
    Process process = acting();
    String transaction = awaitOpenTransaction(process);

    // When
    process.destroy();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();

    // Then the brokers need not find out
    assertThat(stateOf(transaction)).isNotEqualTo(TransactionState.ONGOING);
    assertThatReadersGoOn();
    assertThatTheNextProcessFinishesIt();
  }

  private void assertThatReadersGoOn() throws Exception {
    for (Topic<?> topic : List.of(Topic.MESSAGES, Topic.OUTCOMES)) {
      try (var producer = clients.producer(Map.of());
          var consumer = clients.assignedConsumer()) {
        List<TopicPartition> partitions = TopicReading.partitions(consumer, topic);
        for (TopicPartition partition : partitions) {
          producer
              .send(
                  new ProducerRecord<>(
                      partition.topic(), partition.partition(), "later", new byte[] {1}))
              .get();
        }
        consumer.assign(partitions);
        Map<TopicPartition, Long> ends = HighWatermarks.of(clients, partitions);
        await().atMost(LONGEST_STALL).until(() -> hasCommittedUpTo(consumer, ends));
      }
    }
  }

  private static boolean hasCommittedUpTo(
      Consumer<String, byte[]> consumer, Map<TopicPartition, Long> ends) {
    return consumer.endOffsets(ends.keySet()).entrySet().stream()
        .allMatch(end -> end.getValue() >= ends.getOrDefault(end.getKey(), 0L));
  }

  private void assertThatTheNextProcessFinishesIt() throws Exception {
    ConsoleProcess process = ConsoleProcess.current();
    InstantSource clock = InstantSource.system();
    try (var payloads = new DirectoryPayloadStore(directory);
        var actions =
            new Actions(clients, payloads, clock, process, Liveness.seenFrom(process, clock))) {
      List<ActionResult> resumed = actions.resume(List.of(new WritingKind(kind, 1)), _ -> {});
      assertThat(resumed).singleElement().extracting(ActionResult::applied).isEqualTo(6L);
    }
    assertThat(new Written(clients).keys(kind)).containsExactlyInAnyOrderElementsOf(elements());
    assertThat(new Written(clients).keys(ActingProcess.UNCOMMITTED)).isEmpty();
  }

  private Process acting() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx256m", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
    command.addAll(
        List.of(
            ActingProcess.class.getName(),
            connection.bootstrapServers(),
            directory.toString(),
            kind));
    command.addAll(elements());
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    started.add(process);
    return process;
  }

  private List<String> elements() {
    return IntStream.range(0, 6).mapToObj(it -> kind + " " + it).toList();
  }

  /** Its third one: the first two chunks are committed. */
  private String awaitOpenTransaction(Process process) throws Exception {
    assertThat(process.inputReader().lines().anyMatch(ActingProcess.UNCOMMITTED::equals)).isTrue();
    try (Admin admin = clients.admin()) {
      var found = new ArrayList<String>();
      await()
          .atMost(Duration.ofSeconds(30))
          .pollInterval(Duration.ofMillis(5))
          .until(() -> {
            assertThat(process.isAlive()).isTrue();
            admin.listTransactions().all().get().stream()
                .filter(it -> it.transactionalId().contains("-" + process.pid() + "-"))
                .filter(it -> it.state() == TransactionState.ONGOING)
                .map(TransactionListing::transactionalId)
                .forEach(found::add);
            return !found.isEmpty();
          });
      return found.getFirst();
    }
  }

  private TransactionState stateOf(String transaction)
      throws ExecutionException, InterruptedException {
    try (Admin admin = clients.admin()) {
      return admin
          .describeTransactions(List.of(transaction))
          .description(transaction)
          .get()
          .state();
    }
  }
}
