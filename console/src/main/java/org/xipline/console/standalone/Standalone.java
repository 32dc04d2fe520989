package org.xipline.console.standalone;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xipline.console.assembly.ServiceAssembly;
import org.xipline.console.ledger.Ledger;
import org.xipline.console.pipeline.DataDirectory;
import org.xipline.console.pipeline.EmbeddedPipeline;
import org.xipline.importer.MailboxAccess;
import org.xipline.importer.mailbox.MailboxServer;
import org.xipline.runtime.clock.ProcessClock;
import org.xipline.runtime.endpoint.Endpoint;
import org.xipline.runtime.endpoint.EndpointKeys;
import org.xipline.runtime.endpoint.ProcessState;
import org.xipline.runtime.kafka.TopicPlan;
import org.xipline.runtime.service.Service;
import org.xipline.runtime.service.ServiceContext;
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
      EmbeddedPipeline pipeline = EmbeddedPipeline.open(data, registry, INSTANCE);
      try {
        var assembly = new ServiceAssembly(settings, clock);
        pipeline.start(context ->
            watched(services(assembly, context, mailboxes, access, pipeline.ledger()), state));
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
      ServiceAssembly assembly,
      ServiceContext context,
      MailboxServer mailboxes,
      MailboxAccess access,
      Ledger ledger) {
    return List.of(
        assembly.drops(context),
        assembly.ingest(context),
        assembly.convert(context.of("convert")),
        assembly.importing(context, mailboxes, access),
        assembly.watch(context, TopicPlan.ofOneBroker(), ledger, LOOK_FOR_METERS),
        assembly.resumption(context));
  }
}
