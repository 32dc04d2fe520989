package org.xipline.runtime.simulation.contract;

import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.xipline.runtime.broker.EmbeddedBroker;

/** The contract is what the real broker does. */
@Execution(ExecutionMode.CONCURRENT)
final class EmbeddedKafkaTest
    implements RebalanceContract, CommitContract, ReadingContract, TransactionContract {
  @TempDir static Path directory;
  private static EmbeddedBroker broker;
  private static EmbeddedKafka kafka;

  @BeforeAll
  static void start() throws Exception {
    broker = EmbeddedBroker.start(directory, EmbeddedKafka.SHORT_TIMES);
    kafka = new EmbeddedKafka(broker.bootstrapServers());
    warmUp();
  }

  /** The first transaction of a broker takes long: times of the schedules begin after it. */
  private static void warmUp() {
    try (Producer<String, byte[]> producer = kafka.producer("first", KafkaContract.LONG)) {
      kafka.createTopic("first", 1);
      producer.initTransactions();
      producer.beginTransaction();
      KafkaContract.put(producer, new TopicPartition("first", 0), "a");
      producer.commitTransaction();
    }
    try (var member = new Member(kafka.member("first", Map.of()), "first")) {
      while (member.read.isEmpty()) {
        member.poll();
      }
    }
  }

  @AfterAll
  static void stop() {
    kafka.close();
    broker.close();
  }

  @Override
  public KafkaAccess kafka() {
    return kafka;
  }
}
