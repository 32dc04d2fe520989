package org.xipline.console;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.xipline.importer.ImportSettings;
import org.xipline.runtime.broker.EmbeddedBroker;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.runtime.kafka.KafkaConnection;
import org.xipline.schemas.topic.Topic;

/** A service in a JVM of its own: how it begins and how it ends. */
class ServiceProcessTest {
  private static final int TERMINATED = 128 + 15;
  private static final Pattern PORT = Pattern.compile("serves /health on port (\\d+)");

  @TempDir private Path directory;
  private EmbeddedBroker broker;
  private final List<Process> started = new ArrayList<>();

  @BeforeEach
  void startBroker() throws IOException {
    broker = EmbeddedBroker.start(directory.resolve("kafka"));
  }

  @AfterEach
  void stopAll() {
    started.forEach(Process::destroyForcibly);
    broker.close();
  }

  @Test
  @Timeout(120)
  void shouldLeaveItsGroupWhenToldToEnd() throws Exception {
    // Given a service that is ready
    Process process = run("import-service");
    await().atMost(Duration.ofSeconds(60)).until(() -> isReady("import-service"));
    await().until(() -> members() == 1);

    // When it is told to end
    process.destroy();

    // Then it does, and its place is free at once
    assertThat(process.waitFor(15, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(TERMINATED);
    assertThat(members()).isZero();
  }

  @Test
  @Timeout(120)
  void shouldEndWithASentenceWhenTopicsCannotBeUsed() throws Exception {
    // Given a topic that somebody made with too few partitions
    try (Admin admin = admin()) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(Topic.MESSAGES.name(), 8, (short) 1),
                  new NewTopic(Topic.MESSAGES_RETRY.name(), 2, (short) 1)))
          .all()
          .get();
    }

    // When a service that uses them is started, and one that does not
    Process process = run("import-service");
    Process unconcerned = run("ingest");

    // Then the first says what is wrong, and ends
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(1);
    assertThat(log("import-service").lines().toList())
        .last()
        .asString()
        .startsWith("xipline import-service: topic xip.messages has")
        .contains("xip.messages has 8 partitions and xip.messages.retry has 2");
    // And the other one works
    await().atMost(Duration.ofSeconds(60)).until(() -> isReady("ingest"));
    unconcerned.destroy();
  }

  @Test
  @Timeout(120)
  void shouldSayAllThatIsWrongWithItsSettings() throws Exception {
    Process process =
        run(
            "import-service",
            "--set",
            "import.max-lanes=none",
            "--set",
            "mail.boxes=maildir:/mail");

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(2);
    assertThat(log("import-service")).contains("import.max-lanes (--set)", "mail.boxes (--set)");
  }

  private Process run(String service, String... more) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx256m", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Xipline.class.getName(), service));
    for (String setting : settings()) {
      command.addAll(List.of("--set", setting));
    }
    command.addAll(List.of(more));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(directory.resolve(service).toFile())
            .start();
    started.add(process);
    return process;
  }

  private List<String> settings() {
    return List.of(
        "kafka.bootstrap.servers=" + broker.bootstrapServers(),
        "payloads.store=directory:" + directory.resolve("payloads"),
        "state.directory=" + directory.resolve("state"),
        "mailboxes=maildir:" + directory.resolve("mail"),
        "instance=alone",
        "endpoint.port=0");
  }

  private boolean isReady(String service) throws IOException, InterruptedException {
    Matcher port = PORT.matcher(log(service));
    if (!port.find()) {
      return false;
    }
    var uri = URI.create("http://127.0.0.1:" + port.group(1) + "/health/ready");
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
              .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
              .statusCode()
          == 200;
    }
  }

  private int members() throws Exception {
    String group = ImportSettings.DEFAULT.groupId();
    try (Admin admin = admin()) {
      return requireNonNull(admin.describeConsumerGroups(List.of(group)).all().get().get(group))
          .members()
          .size();
    }
  }

  private Admin admin() {
    return new KafkaClients(KafkaConnection.to(broker.bootstrapServers())).admin();
  }

  private String log(String service) throws IOException {
    return Files.readString(directory.resolve(service));
  }
}
