package org.xipline.console.standalone;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xipline.console.ledger.Ledger;
import org.xipline.console.pipeline.DataDirectory;
import org.xipline.console.pipeline.EmbeddedPipeline;
import org.xipline.console.pipeline.Ground;
import org.xipline.console.resumption.ActionResumption;
import org.xipline.console.watch.Watch;
import org.xipline.convert.ConvertKeys;
import org.xipline.convert.ConvertService;
import org.xipline.importer.ImportGround;
import org.xipline.importer.ImportKeys;
import org.xipline.importer.ImportService;
import org.xipline.importer.MailboxAccess;
import org.xipline.importer.mailbox.MailboxServer;
import org.xipline.ingest.IngestKeys;
import org.xipline.ingest.IngestService;
import org.xipline.ingest.connector.DropKeys;
import org.xipline.ingest.connector.DropService;
import org.xipline.ingest.drop.Drops;
import org.xipline.runtime.clock.ProcessClock;
import org.xipline.runtime.endpoint.Endpoint;
import org.xipline.runtime.endpoint.EndpointKeys;
import org.xipline.runtime.endpoint.ProcessState;
import org.xipline.runtime.kafka.TopicPlan;
import org.xipline.runtime.service.Service;
import org.xipline.runtime.settings.Settings;

/**
 * The whole pipeline in this process: it polls the drops of all connectors until it is told to end,
 * and commands that are given its data directory join it.
 */
public final class Standalone implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(Standalone.class);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration LOOK_FOR_METERS = Duration.ofSeconds(10);
  private static final String INSTANCE = "standalone";

  private final EmbeddedPipeline pipeline;
  private final ProcessState state;
  private final Endpoint endpoint;

  private Standalone(EmbeddedPipeline pipeline, ProcessState state, Endpoint endpoint) {
    this.pipeline = pipeline;
    this.state = state;
    this.endpoint = endpoint;
  }

  /**
   * Returns when everything works.
   *
   * @param mailboxes the own server, opened
   * @param access opens those that connectors name
   * @param meters of the process itself
   */
  public static Standalone start(
      Settings settings, MailboxServer mailboxes, MailboxAccess access, MeterBinder meters)
      throws IOException {
    return start(settings, mailboxes, access, meters, InstantSource.system());
  }

  /**
   * The same.
   *
   * @param clock that the schedules of connectors go by
   */
  public static Standalone start(
      Settings settings,
      MailboxServer mailboxes,
      MailboxAccess access,
      MeterBinder meters,
      InstantSource clock)
      throws IOException {
    var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    meters.bindTo(registry);
    new ProcessClock(clock).bindTo(registry);
    var state = new ProcessState();
    Endpoint endpoint =
        Endpoint.start(
            settings.get(EndpointKeys.HOST), settings.get(EndpointKeys.PORT), state, registry);
    try {
      var data = new DataDirectory(settings.get(StandaloneKeys.DATA));
      EmbeddedPipeline pipeline = EmbeddedPipeline.open(data, registry);
      try {
        pipeline.start(ground ->
            watched(
                services(settings, ground, mailboxes, access, pipeline.ledger(), clock), state));
        pipeline.announce();
      } catch (IOException | RuntimeException e) {
        pipeline.close();
        throw e;
      }
      state.running();
      LOGGER
          .atInfo()
          .addKeyValue("data", data)
          .log("standalone is ready and serves /health on port {}", endpoint.port());
      return new Standalone(pipeline, state, endpoint);
    } catch (IOException | RuntimeException e) {
      endpoint.close();
      throw e;
    }
  }

  /** Where it says how it is. */
  public int port() {
    return endpoint.port();
  }

  /** Waits for as long as it works; a service that fails ends it. */
  public void awaitFailure() throws InterruptedException {
    while (true) {
      pipeline.requireHealthy();
      Thread.sleep(LOOK);
    }
  }

  @Override
  public void close() {
    state.stopping();
    pipeline.close();
    endpoint.close();
  }

  private static List<Service> watched(List<Service> services, ProcessState state) {
    services.forEach(state::watch);
    return services;
  }

  private static List<Service> services(
      Settings settings,
      Ground ground,
      MailboxServer mailboxes,
      MailboxAccess access,
      Ledger ledger,
      InstantSource clock) {
    return List.of(
        new DropService(
            ground.connection(),
            DropKeys.read(settings),
            new Drops(System.getenv()),
            ground.payloads(),
            ground.registry(),
            clock,
            ground.failures()),
        new IngestService(
            ground.connection(),
            IngestKeys.read(settings, INSTANCE),
            ground.payloads(),
            ground.registry(),
            ground.failures()),
        new ConvertService(
            ground.connection(),
            ConvertKeys.read(settings, ground.data().stateOf("convert")),
            ground.payloads(),
            ground.registry(),
            ground.failures()),
        new ImportService(
            new ImportGround(
                ground.connection(), ground.payloads(), ground.registry(), ground.failures()),
            ImportKeys.read(settings),
            mailboxes,
            access),
        new Watch(
            ground.connection(),
            TopicPlan.ofOneBroker(),
            ledger,
            ground.registry(),
            LOOK_FOR_METERS,
            Clock.systemUTC()),
        new ActionResumption(ground.connection(), ground.payloads(), InstantSource.system()));
  }
}
