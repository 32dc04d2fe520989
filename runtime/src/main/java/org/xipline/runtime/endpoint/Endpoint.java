package org.xipline.runtime.endpoint;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerResponse;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Answers over HTTP: {@code /health/live} (200 as long as a new process would be no better), {@code
 * /health/ready} (200 when it works), {@code /health} (JSON: how its parts are; 503 when one of
 * them is down), {@code /metrics} (as Prometheus reads them).
 */
public final class Endpoint implements AutoCloseable {
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String JSON = "application/json";
  private static final String METRICS = "text/plain; version=0.0.4; charset=utf-8";

  private final ProcessState process;
  private final PrometheusMeterRegistry registry;
  private final WebServer server;

  private Endpoint(String host, int port, ProcessState process, PrometheusMeterRegistry registry) {
    this.process = process;
    this.registry = registry;
    this.server =
        WebServer.builder()
            .host(host)
            .port(port)
            .shutdownHook(false)
            .shutdownGracePeriod(CLOSE_TIMEOUT)
            .routing(this::route)
            .build();
  }

  /**
   * Serves until it is closed.
   *
   * @param port 0 for any that is free
   * @throws IllegalStateException if the port is taken; says which
   */
  public static Endpoint start(
      String host, int port, ProcessState process, PrometheusMeterRegistry registry) {
    var endpoint = new Endpoint(host, port, process, registry);
    endpoint.server.start();
    if (!endpoint.server.isRunning()) {
      throw new IllegalStateException(
          ("cannot serve on %s:%d: the port is in use, or the address does not belong to this"
                  + " machine; see %s and %s")
              .formatted(host, port, EndpointKeys.HOST.key(), EndpointKeys.PORT.key()));
    }
    return endpoint;
  }

  /** The port that it serves on. */
  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.stop();
  }

  private void route(HttpRouting.Builder routing) {
    routing
        .get("/health/live", (_, response) -> live(response))
        .get("/health/ready", (_, response) -> ready(response))
        .get("/health", (_, response) -> health(response))
        .get(
            "/metrics", (_, response) -> send(response, Status.OK_200, METRICS, registry.scrape()));
  }

  private void live(ServerResponse response) {
    answer(response, !process.isLost(), "live");
  }

  private void ready(ServerResponse response) {
    answer(response, process.isRunning() && !HealthReport.of(process).isDown(), "ready");
  }

  private static void answer(ServerResponse response, boolean holds, String word) {
    Status status = holds ? Status.OK_200 : Status.SERVICE_UNAVAILABLE_503;
    send(response, status, TEXT, holds ? word + "\n" : "not " + word + "\n");
  }

  private void health(ServerResponse response) {
    var report = HealthReport.of(process);
    Status status = report.isDown() ? Status.SERVICE_UNAVAILABLE_503 : Status.OK_200;
    send(response, status, JSON, report.toJson() + "\n");
  }

  private static void send(ServerResponse response, Status status, String type, String body) {
    response
        .status(status)
        .header(HeaderNames.CONTENT_TYPE, type)
        .send(body.getBytes(StandardCharsets.UTF_8));
  }
}
