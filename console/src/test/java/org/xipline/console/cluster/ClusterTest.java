package org.xipline.console.cluster;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.xipline.archive.pack.ArchiveFixture;
import org.xipline.archive.pack.TestPki;
import org.xipline.console.command.CommandLineRun;
import org.xipline.console.command.PipelineServices;
import org.xipline.console.demo.SampleArchive;
import org.xipline.importer.ImportSettings;
import org.xipline.runtime.broker.EmbeddedBroker;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.runtime.kafka.KafkaConnection;
import org.xipline.runtime.process.ServiceProcess;
import org.xipline.runtime.settings.SettingsSources;

/** The services as processes of a cluster, each with settings of its own; here in one JVM. */
class ClusterTest {
  private static final PipelineServices NONE_HERE =
      (_, _) -> {
        throw new IllegalStateException("a cluster's services are not in the command's process");
      };
  private static final String GROUP = ImportSettings.DEFAULT.groupId();
  private static final int ITEMS = 300;
  private static final int FEW = 5;

  @TempDir private Path directory;
  private final List<ServiceProcess> processes = new ArrayList<>();

  @Test
  @Timeout(240)
  void shouldDeliverOnceThroughRestartsAndResetsWhateverIsStartedFirst() throws Exception {
    // Given services that are started before there is a broker
    String bootstrap = reservePorts();
    try (ExecutorService starting = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> starts = new ArrayList<>();
      for (ClusterService service : ClusterService.values()) {
        starts.add(start(starting, process(bootstrap, service, "a")));
      }
      ServiceProcess second = process(bootstrap, ClusterService.IMPORT, "b");
      starts.add(start(starting, second));
      soon().until(() -> second.health().contains("waiting for the brokers at " + bootstrap));

      // When there is one
      try (var broker = EmbeddedBroker.start(directory.resolve("kafka"))) {
        assertThat(broker.bootstrapServers()).isEqualTo(bootstrap);
        for (Future<?> start : starts) {
          start.get();
        }
        assertThat(processes).allSatisfy(it -> assertThat(it.health()).contains("\"up\""));

        // Then an archive goes through them, and the command sees what became of it
        CommandLineRun sample = importSample(config(bootstrap));
        assertThat(sample.exitCode()).as(sample.err()).isEqualTo(3);
        assertThat(sample.json().get("balanced").asBoolean()).isTrue();
        CommandLineRun log = run("log", "--config", config(bootstrap));
        assertThat(log.exitCode()).as(log.err()).isZero();
        assertThat(log.out().lines().count()).isGreaterThan(20);

        // When both importers are restarted, one after the other, while they deliver
        int epoch = importers(bootstrap).groupEpoch().orElseThrow();
        Future<CommandLineRun> imported =
            starting.submit(() -> importItems(config(bootstrap), "many.xip", 0, ITEMS));
        int before = delivered().size();
        soon().until(() -> delivered().size() > before);
        restart(bootstrap, "a");
        restart(bootstrap, "b");

        // Then nothing is lost, nothing comes twice, and the group hardly moved
        CommandLineRun many = imported.get();
        assertThat(many.exitCode()).as(many.err()).isZero();
        assertThat(
                many.json().at("/totals/delivered").asInt()
                    + many.json().at("/totals/alreadyPresent").asInt())
            .isEqualTo(2 * ITEMS);
        assertThat(delivered()).hasSize(before + 2 * ITEMS);
        ConsumerGroupDescription after = importers(bootstrap);
        assertThat(after.members()).hasSize(2);
        // Two members left and two came: nobody was thrown out, nobody joined again.
        assertThat(after.groupEpoch().orElseThrow() - epoch).isLessThanOrEqualTo(4);

        // When the stopped group is made to skip what is there
        stop(importer("a"));
        stop(importer("b"));
        Future<CommandLineRun> skipped =
            starting.submit(() -> importItems(config(bootstrap), "few.xip", ITEMS, FEW));
        soon().untilAsserted(() -> assertThat(pending(bootstrap)).isEqualTo(2 * FEW));
        resetOffsets(bootstrap, OffsetSpec.latest());
        process(bootstrap, ClusterService.IMPORT, "c").start();
        soon().until(() -> importers(bootstrap).members().size() == 1);

        // Then that shows, and nobody calls it delivered
        soon().untilAsserted(() -> assertThat(lag(bootstrap)).isZero());
        assertThat(pending(bootstrap)).isEqualTo(2 * FEW);
        assertThat(skipped.isDone()).isFalse();

        // And when it is put back, all of it arrives; what had arrived is there once
        stop(importer("c"));
        resetOffsets(bootstrap, OffsetSpec.earliest());
        process(bootstrap, ClusterService.IMPORT, "d").start();
        assertThat(skipped.get().exitCode()).as(skipped.get().err()).isZero();
        assertThat(delivered()).hasSize(before + 2 * ITEMS + 2 * FEW);
        closeAll();
      }
    } finally {
      closeAll();
    }
  }

  private void restart(String bootstrap, String instance) throws Exception {
    stop(importer(instance));
    assertThat(importers(bootstrap).members()).as("left at once").hasSize(1);
    process(bootstrap, ClusterService.IMPORT, instance).start();
    soon().until(() -> importers(bootstrap).members().size() == 2);
  }

  private void stop(ServiceProcess process) {
    process.close();
    processes.remove(process);
  }

  private ServiceProcess importer(String instance) {
    return processes.stream()
        .filter(it -> it.name().equals("import-service") && it.instance().equals(instance))
        .findFirst()
        .orElseThrow();
  }

  private static Future<?> start(ExecutorService starting, ServiceProcess process) {
    return starting.submit(() -> {
      process.start();
      return null;
    });
  }

  private ServiceProcess process(String bootstrap, ClusterService service, String instance)
      throws Exception {
    var sources =
        new SettingsSources(
            Optional.of(Path.of(config(bootstrap))),
            Map.of("XIPLINE_INSTANCE", instance),
            List.of("endpoint.port=0"));
    ServiceProcess process = service.process(ClusterSettings.of(service, sources));
    processes.add(process);
    return process;
  }

  private void closeAll() {
    processes.forEach(ServiceProcess::close);
    processes.clear();
  }

  private String config(String bootstrap) throws IOException {
    Path file = directory.resolve("cluster.properties");
    // Written once: commands read it at the same time.
    if (Files.notExists(file)) {
      Files.writeString(
          file,
          """
          kafka.bootstrap.servers=%s
          payloads.store=directory:%s/payloads
          state.directory=%s/state
          mailboxes=maildir:%s/mail
          """
              .formatted(bootstrap, directory, directory, directory));
    }
    return file.toString();
  }

  /** The ports that the broker will have. */
  private String reservePorts() throws IOException {
    try (var one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Path log = Files.createDirectories(directory.resolve("kafka"));
      Files.writeString(
          log.resolve("xipline.ports"), one.getLocalPort() + " " + other.getLocalPort(), US_ASCII);
      return "127.0.0.1:" + one.getLocalPort();
    }
  }

  private CommandLineRun importSample(String config) throws IOException {
    SampleArchive sample = SampleArchive.in(directory);
    return run(
        "import",
        sample.archive().toString(),
        "--trust",
        sample.authority().toString(),
        "--users",
        sample.users().toString(),
        "--config",
        config,
        "--json");
  }

  private CommandLineRun importItems(String config, String name, int first, int count)
      throws Exception {
    var archive = ArchiveFixture.create();
    for (int number = first; number < first + count; number++) {
      archive.file(number + ".json", item(number));
    }
    Path file = directory.resolve(name);
    archive.writeTo(file);
    Path authority = directory.resolve("ca.pem");
    TestPki.writeCertificate(TestPki.root(), authority);
    return run(
        "import",
        file.toString(),
        "--trust",
        authority.toString(),
        "--domain",
        "contoso.example",
        "--config",
        config,
        "--json");
  }

  private static String item(int number) {
    return """
    {"Id":"T-%1$d","Sent":"2026-11-20T09:15:00+01:00","From":{"Email":"a%2$d@contoso.example"},
     "Email":["a%2$d@contoso.example","b%2$d@contoso.example"],"Body":{"Text":"number %1$d"}}
    """
        .formatted(number, number % 20);
  }

  private static CommandLineRun run(String... arguments) {
    return CommandLineRun.of(NONE_HERE, arguments);
  }

  private List<Path> delivered() throws IOException {
    try (Stream<Path> files = Files.walk(directory.resolve("mail"))) {
      return files.filter(file -> file.toString().matches(".*/\\.XIP/(new|cur)/[^/]+")).toList();
    }
  }

  /** Of the import's group, in records, as operators see it. */
  private long lag(String bootstrap) throws IOException {
    return run("lag", "--config", config(bootstrap), "--json")
        .json()
        .get("groups")
        .valueStream()
        .filter(it -> it.get("group").asString().equals(GROUP))
        .mapToLong(it -> it.get("lag").asLong())
        .sum();
  }

  /** Pairs without an outcome, of all archives, as operators see them. */
  private int pending(String bootstrap) throws IOException {
    return run("status", "--config", config(bootstrap), "--json")
        .json()
        .get("archives")
        .valueStream()
        .mapToInt(it -> it.at("/totals/pending").asInt())
        .sum();
  }

  private static ConditionFactory soon() {
    return await().atMost(Duration.ofMinutes(1));
  }

  /** As {@code kafka-consumer-groups --reset-offsets} does it, on the stopped group. */
  private static void resetOffsets(String bootstrap, OffsetSpec to) throws Exception {
    try (Admin admin = new KafkaClients(KafkaConnection.to(bootstrap)).admin()) {
      var wanted = new HashMap<TopicPartition, OffsetSpec>();
      admin
          .listConsumerGroupOffsets(GROUP)
          .partitionsToOffsetAndMetadata()
          .get()
          .keySet()
          .forEach(partition -> wanted.put(partition, to));
      var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
      admin
          .listOffsets(wanted)
          .all()
          .get()
          .forEach(
              (partition, found) -> offsets.put(partition, new OffsetAndMetadata(found.offset())));
      admin.alterConsumerGroupOffsets(GROUP, offsets).all().get();
    }
  }

  private static ConsumerGroupDescription importers(String bootstrap) throws Exception {
    try (Admin admin = new KafkaClients(KafkaConnection.to(bootstrap)).admin()) {
      return requireNonNull(admin.describeConsumerGroups(List.of(GROUP)).all().get().get(GROUP));
    }
  }
}
