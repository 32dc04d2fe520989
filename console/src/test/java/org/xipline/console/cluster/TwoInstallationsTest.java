package org.xipline.console.cluster;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.TransactionListing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.xipline.console.command.CommandLineRun;
import org.xipline.console.demo.SampleArchive;
import org.xipline.runtime.broker.EmbeddedBroker;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.runtime.kafka.KafkaConnection;
import org.xipline.runtime.process.ServiceProcess;
import org.xipline.runtime.settings.SettingsSources;

/** Two installations that share a cluster: everything on the brokers has a prefix. */
class TwoInstallationsTest {
  private static final List<String> PREFIXES = List.of("emea.", "apac-");

  @TempDir private Path directory;
  private final List<ServiceProcess> processes = new ArrayList<>();

  @Test
  @Timeout(240)
  void shouldDeliverTheirOwnMailAndShareNothing() throws Exception {
    try (var broker = EmbeddedBroker.start(directory.resolve("kafka"))) {
      deliverToBoth(broker.bootstrapServers());
    }
  }

  private void deliverToBoth(String bootstrap) throws Exception {
    try {
      // Given two installations at work
      for (String prefix : PREFIXES) {
        startServices(config(bootstrap, prefix));
      }

      // When an archive is imported into the first one
      String emea = config(bootstrap, "emea.");
      CommandLineRun imported = importSample(emea);

      // Then it arrives there, and the other one knows nothing of it
      assertThat(imported.exitCode()).as(imported.err()).isEqualTo(3);
      assertThat(imported.json().get("balanced").asBoolean()).isTrue();
      assertThat(delivered("emea.")).isNotEmpty();
      String apac = config(bootstrap, "apac-");
      assertThat(command("status", "--config", apac, "--json").json().get("archives")).isEmpty();
      assertThat(delivered("apac-")).isEmpty();

      // And when the same archive is imported into the other one, it is new there
      CommandLineRun again = importSample(apac);
      assertThat(again.json().at("/archives/0/state").asString()).isEqualTo("imported");
      assertThat(delivered("apac-")).hasSameSizeAs(delivered("emea."));

      // And nothing on the brokers is without a prefix
      assertThat(withoutPrefix(names(bootstrap))).isEmpty();
      // And each sees the lag of its own groups
      assertThat(groups(emea)).isNotEmpty().allMatch(it -> it.startsWith("emea."));
      assertThat(groups(apac)).isNotEmpty().allMatch(it -> it.startsWith("apac-"));
    } finally {
      processes.forEach(ServiceProcess::close);
    }
  }

  private static Set<String> names(String bootstrap) throws Exception {
    try (Admin admin = new KafkaClients(KafkaConnection.to(bootstrap)).admin()) {
      return Stream.of(
              admin.listTopics().names().get().stream(),
              admin.listGroups().all().get().stream().map(GroupListing::groupId),
              admin.listTransactions().all().get().stream()
                  .map(TransactionListing::transactionalId))
          .flatMap(it -> it)
          .collect(toSet());
    }
  }

  private static List<String> withoutPrefix(Set<String> names) {
    return names.stream().filter(name -> PREFIXES.stream().noneMatch(name::startsWith)).toList();
  }

  private static List<String> groups(String config) {
    return command("lag", "--config", config, "--json")
        .json()
        .get("groups")
        .valueStream()
        .map(it -> it.get("group").asString())
        .toList();
  }

  private CommandLineRun importSample(String config) throws IOException {
    SampleArchive sample = SampleArchive.in(directory);
    return command(
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

  private static CommandLineRun command(String... arguments) {
    return CommandLineRun.of(
        (_, _) -> {
          throw new IllegalStateException("a cluster's services run by themselves");
        },
        arguments);
  }

  private List<Path> delivered(String prefix) throws IOException {
    Path mail = directory.resolve(prefix + "data").resolve("mail");
    if (Files.notExists(mail)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(mail)) {
      return files.filter(file -> file.toString().matches(".*/\\.XIP/(new|cur)/[^/]+")).toList();
    }
  }

  private void startServices(String config) throws Exception {
    try (ExecutorService starting = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> starts = new ArrayList<>();
      for (ClusterService service : ClusterService.values()) {
        var sources =
            new SettingsSources(
                Optional.of(Path.of(config)),
                Map.of("XIPLINE_INSTANCE", "a"),
                List.of("endpoint.port=0"));
        ServiceProcess process = service.process(ClusterSettings.of(service, sources));
        processes.add(process);
        starts.add(
            starting.submit(() -> {
              process.start();
              return null;
            }));
      }
      for (Future<?> start : starts) {
        start.get();
      }
    }
  }

  private String config(String bootstrap, String prefix) throws IOException {
    return Files.writeString(
            directory.resolve(prefix + "properties"),
            """
            kafka.bootstrap.servers=%s
            topics.prefix=%s
            payloads.store=directory:%s/payloads
            state.directory=%s/state
            mailboxes=maildir:%s/mail
            convert.threads=1
            """
                .formatted(
                    bootstrap,
                    prefix,
                    directory.resolve(prefix + "data"),
                    directory.resolve(prefix + "data"),
                    directory.resolve(prefix + "data")))
        .toString();
  }
}
