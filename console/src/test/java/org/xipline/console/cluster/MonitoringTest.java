package org.xipline.console.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.xipline.console.command.CommandLineRun;
import org.xipline.console.demo.SampleArchive;
import org.xipline.console.logging.RetryFilter;
import org.xipline.runtime.broker.EmbeddedBroker;
import org.xipline.runtime.process.ServiceProcess;
import org.xipline.runtime.settings.SettingsSources;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What operators see, through a real Prometheus that scrapes services at work. */
class MonitoringTest {
  private static final int SERVICE_UNAVAILABLE = 503;
  private static final Path PROMETHEUS = Path.of("/usr/bin/prometheus");
  private static final Path DASHBOARD = Path.of("../dev/image/dashboards/xipline.json");
  private static final Path DOCS = Path.of("../docs/monitoring.md");

  /** Nobody is asked for the time where mailboxes are directories. */
  private static final String ONLY_FROM_IMAP = "xipline_import_clock_offset_seconds";

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  @TempDir private Path directory;
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<ServiceProcess> processes = new ArrayList<>();
  private final List<Integer> ports = new ArrayList<>();

  @Test
  @Timeout(150)
  void shouldFillEveryPanelOfTheDashboard() throws Exception {
    assumeTrue(
        Files.isExecutable(PROMETHEUS), "needs Prometheus (Debian: apt-get install prometheus)");

    try (var broker = EmbeddedBroker.start(directory.resolve("kafka"))) {
      // Given services that have delivered, held and set aside
      String config = config(broker.bootstrapServers());
      startServices(config);
      addConnector(config);
      checkConnector(config);
      int prometheusPort = freePort();
      Process prometheus = startPrometheus(prometheusPort);
      try {
        Files.copy(
            SampleArchive.in(directory).archive(), directory.resolve("drop").resolve("day.xip"));
        awaitCount(prometheusPort, "sum(xipline_pairs{outcome=\"delivered\"})", 20);

        // When every expression of the dashboard is asked
        // Then each of them has an answer
        for (String expression : expressions()) {
          await(expression)
              .atMost(PATIENCE)
              .until(() -> !ask(prometheusPort, expression).isEmpty());
        }
        // And every meter is in the docs
        String docs = Files.readString(DOCS);
        assertThat(meters(prometheusPort)).isNotEmpty().allMatch(docs::contains);
        // And the Kafka clients of each service show themselves
        for (String service : List.of("ingest", "convert", "import-service")) {
          String sent = "sum(kafka_producer_record_send_total{service=\"%s\"})".formatted(service);
          await(sent).atMost(PATIENCE).until(() -> number(prometheusPort, sent) > 0);
        }
        // And the mailbox server that the connector names shows itself, apart from the service's
        // own
        String delivered = "sum(xipline_import_delivered_total{server=\"%s\"})";
        String named = "maildir:" + directory.resolve("desk");
        await(named)
            .atMost(PATIENCE)
            .until(() -> number(prometheusPort, delivered.formatted(named)) > 0);
        assertThat(number(prometheusPort, delivered.formatted("default"))).isZero();
        // And the account adds up, with what was set aside
        assertThat(number(prometheusPort, "sum(xipline_pairs_expected)")).isEqualTo(25);
        assertThat(number(prometheusPort, "sum(xipline_pairs)")).isEqualTo(25);
        assertThat(number(prometheusPort, "sum(xipline_dead_letters_waiting)")).isPositive();
        assertThat(number(prometheusPort, "sum(xipline_archives{state=\"balanced\"})"))
            .isEqualTo(1);
      } finally {
        prometheus.destroy();
        prometheus.waitFor();
        processes.forEach(ServiceProcess::close);
      }
    }
  }

  private static List<String> expressions() throws IOException {
    List<String> expressions =
        MAPPER
            .readTree(Files.readString(DASHBOARD))
            .get("panels")
            .valueStream()
            .flatMap(panel -> panel.path("targets").valueStream())
            .map(target -> target.get("expr").asString())
            .filter(expression -> !expression.contains(ONLY_FROM_IMAP))
            .map(expression ->
                expression
                    .replace("$__rate_interval", "1m")
                    .replaceAll("\\$(connector|instance|group)", ".*"))
            .toList();
    assertThat(expressions).hasSizeGreaterThan(20);
    return expressions;
  }

  /** Of xipline itself, without what Prometheus appends to a timer's name. */
  private Set<String> meters(int port) throws Exception {
    var uri = URI.create("http://127.0.0.1:%d/api/v1/label/__name__/values".formatted(port));
    String answer = http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
    return MAPPER
        .readTree(answer)
        .get("data")
        .valueStream()
        .map(JsonNode::asString)
        .filter(name -> name.startsWith("xipline_") && !name.startsWith("xipline_import_"))
        .map(name -> name.replaceAll("_(bucket|sum|count|max)$", ""))
        .collect(toSet());
  }

  private void awaitCount(int port, String expression, double count) {
    await(expression)
        .atMost(PATIENCE)
        .until(
            () -> ask(port, expression),
            it -> !it.isEmpty() && it.at("/0/value/1").asDouble() == count);
  }

  private double number(int port, String expression) throws Exception {
    return ask(port, expression).at("/0/value/1").asDouble();
  }

  /** The result of a query; empty while there is none, or nobody who answers. */
  private JsonNode ask(int port, String expression) throws InterruptedException {
    var uri =
        URI.create(
            "http://127.0.0.1:%d/api/v1/query?query=%s"
                .formatted(port, URLEncoder.encode(expression, UTF_8)));
    try {
      var answer = http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
      boolean ready = answer.statusCode() != SERVICE_UNAVAILABLE;
      return ready ? MAPPER.readTree(answer.body()).at("/data/result") : MAPPER.createArrayNode();
    } catch (IOException _) {
      return MAPPER.createArrayNode();
    }
  }

  private Process startPrometheus(int port) throws IOException {
    String targets = ports.stream().map("'127.0.0.1:%d'"::formatted).collect(joining(", "));
    Path config =
        Files.writeString(
            directory.resolve("prometheus.yml"),
            """
            global: {scrape_interval: 1s}
            scrape_configs:
              - job_name: xipline
                static_configs: [{targets: [%s]}]
            """
                .formatted(targets));
    return new ProcessBuilder(
            PROMETHEUS.toString(),
            "--config.file=" + config,
            "--storage.tsdb.path=" + directory.resolve("prometheus"),
            "--web.listen-address=127.0.0.1:" + port)
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("prometheus.log").toFile())
        .start();
  }

  private void addConnector(String config) throws IOException {
    SampleArchive sample = SampleArchive.in(directory);
    Path drop = Files.createDirectories(directory.resolve("drop"));
    CommandLineRun added =
        command(
            "connectors",
            "add",
            "desk",
            "--drop",
            "directory:" + drop,
            "--trust",
            sample.authority().toString(),
            "--users",
            sample.users().toString(),
            "--mailboxes",
            "maildir:" + directory.resolve("desk"),
            "--watch",
            "--accept-terms",
            "--config",
            config);
    assertThat(added.exitCode()).as(added.err()).isZero();
  }

  private static void checkConnector(String config) {
    CommandLineRun check = command("connectors", "check", "desk", "--config", config);
    assertThat(check.exitCode()).as(check.out()).isZero();
  }

  private static CommandLineRun command(String... arguments) {
    return CommandLineRun.of(
        (_, _) -> {
          throw new IllegalStateException("a cluster's services run by themselves");
        },
        arguments);
  }

  private void startServices(String config) throws Exception {
    try (ExecutorService starting = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> starts = new ArrayList<>();
      for (ClusterService service : ClusterService.values()) {
        ServiceProcess process = process(config, service);
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

  private ServiceProcess process(String config, ClusterService service) throws Exception {
    int port = freePort();
    ports.add(port);
    var sources =
        new SettingsSources(
            Optional.of(Path.of(config)),
            Map.of("XIPLINE_INSTANCE", "a"),
            List.of("endpoint.port=" + port));
    ServiceProcess process = service.process(ClusterSettings.of(service, sources));
    process.measure(new RetryFilter(InstantSource.system()));
    return process;
  }

  private String config(String bootstrap) throws IOException {
    return Files.writeString(
            directory.resolve("cluster.properties"),
            """
            kafka.bootstrap.servers=%s
            payloads.store=directory:%s/payloads
            state.directory=%s/state
            mailboxes=maildir:%s/mail
            drops.settle-time=0.2s
            drops.between=0.2s
            console.look-every=1s
            """
                .formatted(bootstrap, directory, directory, directory))
        .toString();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
