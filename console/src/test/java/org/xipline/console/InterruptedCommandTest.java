package org.xipline.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.xipline.runtime.kafka.Answers.get;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.xipline.console.demo.SampleArchive;
import org.xipline.runtime.broker.EmbeddedBroker;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.runtime.kafka.KafkaConnection;
import org.xipline.schemas.topic.ConsumerGroup;

/** A command in a JVM of its own that somebody ends while it reads the accounts. */
class InterruptedCommandTest {
  @TempDir private Path directory;

  @Test
  @Timeout(180)
  void shouldTakeTheGroupOfItsReadingWithIt() throws Exception {
    try (var broker = EmbeddedBroker.start(directory.resolve("kafka"));
        Admin admin = new KafkaClients(KafkaConnection.to(broker.bootstrapServers())).admin()) {
      // Given an import that waits for services that nobody has started
      Process command = importSample(broker.bootstrapServers());
      try {
        await().atMost(Duration.ofMinutes(2)).until(() -> readings(admin), it -> it.size() == 1);

        // When it is told to end
        command.destroy();

        // Then its group is gone
        assertThat(command.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(readings(admin)).isEmpty();
      } finally {
        command.destroyForcibly();
      }
    }
  }

  private static Set<String> readings(Admin admin) {
    return get(admin.listGroups().all()).stream()
        .map(GroupListing::groupId)
        .filter(it -> it.startsWith(ConsumerGroup.LEDGER_READING_PREFIX))
        .collect(Collectors.toSet());
  }

  private Process importSample(String bootstrap) throws Exception {
    SampleArchive sample = SampleArchive.in(directory);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx256m", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Xipline.class.getName(), "import", sample.archive().toString()));
    command.addAll(List.of("--trust", sample.authority().toString()));
    command.addAll(List.of("--users", sample.users().toString()));
    command.addAll(List.of("--set", "kafka.bootstrap.servers=" + bootstrap));
    command.addAll(List.of("--set", "payloads.store=directory:" + directory.resolve("payloads")));
    return new ProcessBuilder(command)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(directory.resolve("log").toFile())
        .start();
  }
}
