package org.xipline.console.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.xipline.archive.pack.ArchiveFixture;
import org.xipline.archive.pack.TestPki;
import org.xipline.console.command.CommandLineRun;
import org.xipline.console.logging.RetryFilter;
import org.xipline.runtime.broker.EmbeddedBroker;
import org.xipline.runtime.process.ServiceProcess;
import org.xipline.runtime.settings.SettingsSources;

/** What services and brokers have to say while all goes well. */
class QuietLogTest {
  private static final int ARCHIVES = 2;
  private static final int ITEMS = 200;
  private static final Logger ROOT =
      (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

  @TempDir private Path directory;
  private final List<ServiceProcess> processes = new ArrayList<>();
  private final ListAppender<ILoggingEvent> warnings = new ListAppender<>();

  @AfterEach
  void stopListening() {
    ROOT.detachAppender(warnings);
  }

  @Test
  @Timeout(240)
  void shouldWarnOfNothingWhileAllGoesWell() throws Exception {
    try (var broker = EmbeddedBroker.start(directory.resolve("kafka"))) {
      try {
        // Given services that are ready
        Path config = config(broker.bootstrapServers());
        startServices(config);
        listen();

        // When archives go through them, one after the other
        for (int archive = 0; archive < ARCHIVES; archive++) {
          CommandLineRun imported = importItems(config, archive);
          assertThat(imported.exitCode()).as(imported.err()).isZero();
        }

        // Then nobody has complained
        assertThat(warnings.list)
            .extracting(it -> it.getLoggerName() + ": " + it.getFormattedMessage())
            .isEmpty();
      } finally {
        ROOT.detachAppender(warnings);
        processes.forEach(ServiceProcess::close);
      }
    }
  }

  private void listen() {
    var threshold = new ThresholdFilter();
    threshold.setLevel(Level.WARN.toString());
    threshold.start();
    warnings.addFilter(threshold);
    warnings.addFilter(new RetryFilter(InstantSource.system()));
    warnings.start();
    ROOT.addAppender(warnings);
  }

  private CommandLineRun importItems(Path config, int number) throws Exception {
    var archive = ArchiveFixture.create();
    for (int item = 0; item < ITEMS; item++) {
      archive.file(
          item + ".json",
          """
          {"Id":"T-%1$d-%2$d","Sent":"2026-11-20T09:15:00+01:00","From":{"Email":"a%3$d@contoso.example"},
           "Email":["a%3$d@contoso.example","b%3$d@contoso.example"],"Body":{"Text":"number %2$d"}}
          """
              .formatted(number, item, item % 20));
    }
    Path file = directory.resolve(number + ".xip");
    archive.writeTo(file);
    Path authority = directory.resolve("ca.pem");
    TestPki.writeCertificate(TestPki.root(), authority);
    return CommandLineRun.of(
        (_, _) -> {
          throw new IllegalStateException("a cluster's services run by themselves");
        },
        "import",
        file.toString(),
        "--trust",
        authority.toString(),
        "--domain",
        "contoso.example",
        "--config",
        config.toString(),
        "--json");
  }

  private void startServices(Path config) throws Exception {
    try (ExecutorService starting = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> starts = new ArrayList<>();
      for (ClusterService service : ClusterService.values()) {
        var sources =
            new SettingsSources(
                Optional.of(config),
                Map.of("XIPLINE_INSTANCE", "a"),
                List.of("endpoint.port=0", "console.look-every=1s"));
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

  private Path config(String bootstrap) throws Exception {
    return Files.writeString(
        directory.resolve("cluster.properties"),
        """
        kafka.bootstrap.servers=%s
        payloads.store=directory:%s/payloads
        state.directory=%s/state
        mailboxes=maildir:%s/mail
        """
            .formatted(bootstrap, directory, directory, directory));
  }
}
