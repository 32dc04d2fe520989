package org.xipline.runtime.process;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xipline.runtime.clock.ProcessClock;
import org.xipline.runtime.endpoint.Endpoint;
import org.xipline.runtime.endpoint.EndpointKeys;
import org.xipline.runtime.endpoint.ProcessState;
import org.xipline.runtime.kafka.KafkaConnection;
import org.xipline.runtime.kafka.KafkaKeys;
import org.xipline.runtime.payload.PayloadKeys;
import org.xipline.runtime.payload.PayloadStore;
import org.xipline.runtime.service.Service;
import org.xipline.runtime.service.ServiceContext;
import org.xipline.runtime.service.ServiceFailedException;
import org.xipline.runtime.settings.Settings;
import org.xipline.schemas.topic.Role;

/**
 * Runs one service as a process: serves its endpoint at once, waits for what the service needs,
 * runs it until it is closed or fails, and lets it finish what it has in hand.
 */
public final class ServiceProcess implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(ServiceProcess.class);

  private final String name;
  private final Settings settings;
  private final Role role;
  private final ServiceFactory factory;
  private final String instance;
  private final KafkaConnection connection;
  private final StartupWait patience = new StartupWait(this::waitFor);
  private final ProcessState state = new ProcessState();
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final AtomicReference<@Nullable ServiceFailedException> failure = new AtomicReference<>();

  /** Closed last in, first out. */
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  private boolean closing;

  /**
   * @param name of the service, as on the command line
   * @param role which topics it needs
   */
  public ServiceProcess(String name, Role role, Settings settings, ServiceFactory factory) {
    this.name = name;
    this.role = role;
    this.settings = settings;
    this.factory = factory;
    this.instance = ProcessKeys.instance(settings);
    this.connection = KafkaKeys.connection(settings).as(instance);
    registry.config().commonTags("service", name, "instance_name", instance);
  }

  /**
   * Returns when the service works, or was closed meanwhile.
   *
   * @throws IOException if its directory cannot be used
   */
  public void start() throws IOException, InterruptedException {
    open(registry::close);
    bindJvmMeters();
    Endpoint endpoint =
        open(
            Endpoint.start(
                settings.get(EndpointKeys.HOST), settings.get(EndpointKeys.PORT), state, registry));
    LOGGER
        .atInfo()
        .addKeyValue("instance", instance)
        .log("{} serves /health on port {}", name, endpoint.port());
    state.waitingFor("the brokers");
    var brokers = new Brokers(connection, KafkaKeys.plan(settings), role);
    if (brokers.awaitTopics(patience)) {
      Optional<PayloadStore> payloads = awaitPayloads();
      if (payloads.isPresent()) {
        startService(open(payloads.get()));
      }
    }
  }

  /** Shows this too at its endpoint; called before it is started. */
  public void measure(MeterBinder meters) {
    meters.bindTo(registry);
  }

  /** Waits until the process is closed, or its service has failed for good. */
  public void awaitEnd() throws InterruptedException {
    ended.await();
    ServiceFailedException failed = failure.get();
    if (failed != null) {
      throw failed;
    }
  }

  /** As on the command line. */
  public String name() {
    return name;
  }

  /** Its name among its like. */
  public String instance() {
    return instance;
  }

  /** How it is: the JSON that its endpoint gives at {@code /health}. */
  public String health() {
    return state.report();
  }

  /** Drains, leaves its groups, and returns when all is given back; harmless when called twice. */
  @Override
  public void close() {
    state.stopping();
    patience.end();
    closeAll();
    ended.countDown();
  }

  private Optional<PayloadStore> awaitPayloads() throws InterruptedException {
    var store = new AtomicReference<@Nullable PayloadStore>();
    patience.await("the payload store", () -> openPayloads(store));
    return Optional.ofNullable(store.get());
  }

  private Optional<String> openPayloads(AtomicReference<@Nullable PayloadStore> store) {
    try {
      store.set(PayloadKeys.open(settings));
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(e.toString());
    }
  }

  private void startService(PayloadStore payloads) throws IOException {
    Path directory =
        Files.createDirectories(
            settings.get(ProcessKeys.STATE_DIRECTORY).resolve(name + "-" + instance));
    Service service =
        open(
            factory.create(
                settings,
                new ServiceContext(
                    instance, directory, connection, payloads, registry, this::failed)));
    state.waitingFor("the service");
    state.watch(service);
    service.start();
    state.running();
    LOGGER.atInfo().addKeyValue("instance", instance).log("{} is ready", name);
  }

  private void bindJvmMeters() {
    new ProcessClock(InstantSource.system()).bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    open(new JvmGcMetrics()).bindTo(registry);
  }

  private void waitFor(String what) {
    state.waitingFor(what);
    LOGGER.info(what);
  }

  private void failed(String service, Throwable cause) {
    LOGGER
        .atError()
        .addKeyValue("error", String.valueOf(cause))
        .setCause(cause)
        .log("the {} service has failed", service);
    var failed = new ServiceFailedException(service, cause);
    state.failed(String.valueOf(failed.getMessage()));
    failure.compareAndSet(null, failed);
    ended.countDown();
  }

  /** What comes too late is closed at once. */
  private <T extends AutoCloseable> T open(T resource) {
    synchronized (opened) {
      if (!closing) {
        opened.push(resource);
        return resource;
      }
    }
    close(resource);
    throw new IllegalStateException("the process was stopped while it was starting");
  }

  private void closeAll() {
    Deque<AutoCloseable> all;
    synchronized (opened) {
      closing = true;
      all = new ArrayDeque<>(opened);
      opened.clear();
    }
    all.forEach(ServiceProcess::close);
  }

  private static void close(AutoCloseable resource) {
    try {
      resource.close();
    } catch (Exception e) {
      LOGGER.atWarn().addKeyValue("error", String.valueOf(e)).setCause(e).log("close failed");
    }
  }
}
