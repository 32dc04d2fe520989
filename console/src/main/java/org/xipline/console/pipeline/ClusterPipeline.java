package org.xipline.console.pipeline;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.xipline.console.action.Actions;
import org.xipline.console.action.ConsoleProcess;
import org.xipline.console.action.Liveness;
import org.xipline.console.ledger.Ledger;
import org.xipline.console.ledger.LedgerSettings;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.runtime.kafka.KafkaConnection;
import org.xipline.runtime.kafka.KafkaKeys;
import org.xipline.runtime.payload.PayloadKeys;
import org.xipline.runtime.payload.PayloadStore;
import org.xipline.runtime.process.Brokers;
import org.xipline.runtime.process.StartupWait;
import org.xipline.runtime.settings.Settings;
import org.xipline.schemas.topic.Role;

/**
 * A cluster, seen from one command: its brokers, its payloads, and a ledger of this command's own,
 * which reads the outcomes from the first one on.
 */
public final class ClusterPipeline implements Pipeline {
  private static final Duration FORGET_TIMEOUT = Duration.ofSeconds(5);

  private final KafkaClients clients;
  private final PayloadStore payloads;
  private final Path directory;
  private final Ledger ledger;
  private final FirstFailure failure = new FirstFailure();
  private final Thread forgetter = new Thread(this::forgetInTime, "xipline-forget");
  private final Actions actions;
  private final Runnable closePayloads;
  private boolean ledgerReads;

  private ClusterPipeline(KafkaConnection connection, PayloadStore payloads, Runnable closePayloads)
      throws IOException {
    this.clients = new KafkaClients(connection);
    this.payloads = payloads;
    this.closePayloads = closePayloads;
    ConsoleProcess process = ConsoleProcess.current();
    InstantSource clock = InstantSource.system();
    this.actions =
        new Actions(clients, payloads, clock, process, Liveness.seenFrom(process, clock));
    this.directory = Files.createTempDirectory("xipline-ledger-");
    this.ledger =
        new Ledger(
            connection, LedgerSettings.oneReading(directory), new SimpleMeterRegistry(), failure);
  }

  /**
   * Returns when the brokers answer.
   *
   * @param waiting hears what is waited for
   * @throws IOException if the payload store cannot be opened
   */
  public static ClusterPipeline open(Settings settings, Consumer<String> waiting)
      throws IOException, InterruptedException {
    KafkaConnection connection = KafkaKeys.connection(settings);
    new Brokers(connection, KafkaKeys.plan(settings), Role.CONSOLE)
        .awaitTopics(new StartupWait(waiting));
    return at(connection, PayloadKeys.open(settings));
  }

  /** The topics must be there. */
  static ClusterPipeline at(KafkaConnection connection, PayloadStore payloads) throws IOException {
    return new ClusterPipeline(connection, payloads, payloads::close);
  }

  /**
   * For a process that has its payload store open already, and closes it. The topics must be there.
   */
  public static ClusterPipeline sharing(KafkaConnection connection, PayloadStore payloads)
      throws IOException {
    return new ClusterPipeline(connection, payloads, () -> {});
  }

  @Override
  public void start(ServiceSet set) {
    // They run already, or will: what is published waits for them.
  }

  /** Reads from the first outcome on, once somebody asks: what needs no accounts waits for none. */
  @Override
  public synchronized Ledger ledger() {
    if (!ledgerReads) {
      Runtime.getRuntime().addShutdownHook(forgetter);
      ledger.start();
      ledgerReads = true;
    }
    return ledger;
  }

  @Override
  public PayloadStore payloads() {
    return payloads;
  }

  @Override
  public KafkaClients clients() {
    return clients;
  }

  @Override
  public Actions actions() {
    return actions;
  }

  @Override
  public void requireHealthy() {
    failure.throwIfAny();
  }

  /** On Ctrl-C: the group of this reading goes with the command. */
  private void forgetInTime() {
    try {
      var _ = Thread.ofPlatform().daemon().start(ledger::close).join(FORGET_TIMEOUT);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void removeForgetter() {
    try {
      Runtime.getRuntime().removeShutdownHook(forgetter);
    } catch (IllegalStateException _) {
      // The process is ending: the hook does what is to be done.
    }
  }

  @Override
  public synchronized void close() {
    removeForgetter();
    actions.close();
    ledger.close();
    closePayloads.run();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
