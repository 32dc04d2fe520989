package org.xipline.runtime.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xipline.runtime.health.Health;
import org.xipline.runtime.health.HealthCheck;

class EndpointTest {
  private static final String LOOPBACK = "127.0.0.1";

  private final ProcessState process = new ProcessState();
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final HttpClient client = HttpClient.newHttpClient();
  private final Endpoint endpoint = Endpoint.start(LOOPBACK, 0, process, registry);

  @AfterEach
  void close() {
    endpoint.close();
    client.close();
  }

  @Test
  void shouldBeLiveButNotReadyWhileItWaits() throws Exception {
    process.waitingFor("brokers");

    assertThat(get("/health/live").statusCode()).isEqualTo(200);
    assertThat(get("/health/ready").statusCode()).isEqualTo(503);
    assertThat(get("/health").statusCode()).isEqualTo(503);
    assertThat(get("/health").body()).contains("waits: brokers");
  }

  @Test
  void shouldBeReadyWhenItRuns() throws Exception {
    process.running();

    assertThat(get("/health/ready").statusCode()).isEqualTo(200);
    assertThat(get("/health").body())
        .isEqualToIgnoringNewLines("{\"state\":\"up\",\"parts\":{\"process\":{\"state\":\"up\"}}}");
  }

  @Test
  void shouldBeReadyAndSayTheTroubleWhenDegraded() throws Exception {
    process.running();
    process.watch(check("mail server", Health.degraded("out of reach").with("since", "noon")));

    HttpResponse<String> health = get("/health");

    assertThat(get("/health/ready").statusCode()).isEqualTo(200);
    assertThat(health.statusCode()).isEqualTo(200);
    assertThat(health.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(health.body())
        .startsWith("{\"state\":\"degraded\"")
        .contains(
            "\"mail server\":{\"state\":\"degraded\",\"trouble\":\"out of reach\",\"since\":\"noon\"}");
  }

  @Test
  void shouldNotBeReadyWhenAPartIsDown() throws Exception {
    process.running();
    process.watch(check("ledger", Health.down("no \"store\"")));

    assertThat(get("/health/live").statusCode()).isEqualTo(200);
    assertThat(get("/health/ready").statusCode()).isEqualTo(503);
    assertThat(get("/health").statusCode()).isEqualTo(503);
    assertThat(get("/health").body()).contains("no \\\"store\\\"");
  }

  @Test
  void shouldNeverBeLiveAgainOnceItFailed() throws Exception {
    process.running();
    process.failed("out of luck");
    process.running();

    assertThat(get("/health/live").statusCode()).isEqualTo(503);
    assertThat(get("/health").body()).contains("out of luck");
  }

  @Test
  void shouldNotBeReadyOnceItStops() throws Exception {
    process.stopping();
    process.running();

    assertThat(get("/health/ready").statusCode()).isEqualTo(503);
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
  }

  @Test
  void shouldServeMetersAsPrometheusReadsThem() throws Exception {
    registry.counter("xipline.sample", "kind", "one").increment();

    HttpResponse<String> metrics = get("/metrics");

    assertThat(metrics.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
    assertThat(metrics.body()).contains("xipline_sample_total{kind=\"one\"} 1.0");
  }

  @Test
  void shouldKnowNothingElse() throws Exception {
    assertThat(get("/").statusCode()).isEqualTo(404);
  }

  @Test
  void shouldSayWhichPortIsTaken() {
    assertThatThrownBy(() -> Endpoint.start(LOOPBACK, endpoint.port(), process, registry))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(LOOPBACK + ":" + endpoint.port())
        .hasMessageContaining("endpoint.port");
  }

  private static HealthCheck check(String name, Health health) {
    return new HealthCheck() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Health health() {
        return health;
      }
    };
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    var uri = URI.create("http://" + LOOPBACK + ":" + endpoint.port() + path);
    return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }
}
