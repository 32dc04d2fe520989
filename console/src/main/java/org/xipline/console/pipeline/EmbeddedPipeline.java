package org.xipline.console.pipeline;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xipline.console.action.Actions;
import org.xipline.console.action.ConsoleProcess;
import org.xipline.console.action.Liveness;
import org.xipline.console.ledger.Ledger;
import org.xipline.console.ledger.LedgerSettings;
import org.xipline.runtime.broker.EmbeddedBroker;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.runtime.kafka.KafkaConnection;
import org.xipline.runtime.kafka.TopicPlan;
import org.xipline.runtime.kafka.TopicSetup;
import org.xipline.runtime.payload.DirectoryPayloadStore;
import org.xipline.runtime.payload.PayloadStore;
import org.xipline.runtime.service.Service;
import org.xipline.runtime.service.ServiceContext;

/**
 * A whole xipline in this process: a real broker, payloads in a directory, the services asked for
 * and the ledger. What it was doing when it stopped, or was killed, goes on at the next start on
 * the same directory.
 */
public final class EmbeddedPipeline implements Pipeline {
  private static final Logger LOGGER = LoggerFactory.getLogger(EmbeddedPipeline.class);
  private static final String INSTANCE = "embedded";

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(45);

  private final Thread closer = new Thread(this::closeInTime, "xipline-shutdown");
  private final FirstFailure failure = new FirstFailure();

  /** Closed last in, first out. */
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  private final DataDirectory data;
  private final ServiceContext context;
  private final Ledger ledger;
  private final PayloadStore payloads;
  private final KafkaClients clients;
  private final Actions actions;

  /** Whether other processes may work on it, too. */
  private volatile boolean announced;

  private EmbeddedPipeline(DataDirectory data, MeterRegistry registry, String instance)
      throws IOException {
    this.data = data;
    Runtime.getRuntime().addShutdownHook(closer);
    open(this::forgetCloser);
    try {
      open(DataLock.take(data));
      EmbeddedBroker broker = open(EmbeddedBroker.start(data.kafka()));
      var connection = KafkaConnection.nearby(broker.bootstrapServers()).as(instance);
      clients = new KafkaClients(connection);
      ensureTopics();
      payloads = open(new DirectoryPayloadStore(data.payloads()));
      actions = open(newActions());
      open(registry::close);
      context = new ServiceContext(instance, data.state(), connection, payloads, registry, failure);
      var settings = LedgerSettings.in(data.ledger());
      ledger = open(new Ledger(connection, settings, registry, failure));
      ledger.start();
    } catch (IOException | RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /**
   * Starts the broker and the ledger, and returns when they work. Nothing moves yet.
   *
   * @throws DataDirectoryBusyException if another process works on the directory
   */
  public static EmbeddedPipeline open(DataDirectory data) throws IOException {
    return open(data, new SimpleMeterRegistry(), INSTANCE);
  }

  /**
   * The same.
   *
   * @param registry that everything counts in; closed with it
   * @param instance as services know the process
   */
  public static EmbeddedPipeline open(DataDirectory data, MeterRegistry registry, String instance)
      throws IOException {
    return new EmbeddedPipeline(data, registry, instance);
  }

  /** Lets commands that are given the same directory join it. */
  public void announce() throws IOException {
    announced = true;
    open(RunningPipeline.announce(data, context.connection()));
  }

  @Override
  public void start(ServiceSet set) {
    List<Service> services = set.create(context);
    services.reversed().forEach(this::open);
    try (ExecutorService starters = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> starting = new ArrayList<>();
      services.forEach(service -> starting.add(starters.submit(service::start)));
      starting.forEach(EmbeddedPipeline::await);
    }
    requireHealthy();
  }

  @Override
  public Ledger ledger() {
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

  private Actions newActions() {
    ConsoleProcess process = ConsoleProcess.current();
    InstantSource clock = InstantSource.system();
    Liveness others = Liveness.seenFrom(process, clock);
    return new Actions(
        clients,
        payloads,
        clock,
        process,
        (action, silence) -> !announced || others.isGone(action, silence));
  }

  @Override
  public void requireHealthy() {
    failure.throwIfAny();
  }

  /** Stops everything, the services in the order of the data's way; harmless when called twice. */
  @Override
  public synchronized void close() {
    while (!opened.isEmpty()) {
      AutoCloseable next = opened.pop();
      try {
        next.close();
      } catch (Exception e) {
        LOGGER.atWarn().addKeyValue("error", String.valueOf(e)).setCause(e).log("close failed");
      }
    }
  }

  /** On Ctrl-C: what cannot be stopped in time is left as a crash would leave it. */
  private void closeInTime() {
    Thread closing = Thread.ofPlatform().daemon().start(this::close);
    try {
      if (!closing.join(CLOSE_TIMEOUT)) {
        LOGGER.atWarn().log("services did not stop in time");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void forgetCloser() {
    try {
      Runtime.getRuntime().removeShutdownHook(closer);
    } catch (IllegalStateException _) {
      // The process is ending: the hook is what closes this.
    }
  }

  private synchronized <T extends AutoCloseable> T open(T resource) {
    opened.push(resource);
    return resource;
  }

  private void ensureTopics() {
    try (Admin admin = clients.admin()) {
      new TopicSetup(admin, TopicPlan.ofOneBroker()).ensureAll();
    }
  }

  private static void await(Future<?> started) {
    try {
      started.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while services were started", e);
    }
  }
}
