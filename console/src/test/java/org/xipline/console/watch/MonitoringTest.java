package org.xipline.console.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xipline.console.ledger.Ledger;
import org.xipline.console.ledger.LedgerSettings;
import org.xipline.runtime.health.Health.State;
import org.xipline.runtime.kafka.KafkaConnection;
import org.xipline.runtime.kafka.TopicPlan;

/** A console whose brokers do not answer. */
class MonitoringTest {
  private static final KafkaConnection NOBODY = KafkaConnection.to("127.0.0.1:1");

  @TempDir private Path directory;
  private final SettableClock clock = new SettableClock();

  @Test
  void shouldDegradeTheConsoleThatIsBlind() {
    var registry = new SimpleMeterRegistry();
    var ledger =
        new Ledger(
            NOBODY,
            LedgerSettings.in(directory),
            registry,
            (_, failure) -> {
              throw new AssertionError(failure);
            });
    var watch =
        new Monitoring(
            NOBODY, TopicPlan.ofOneBroker(), ledger, registry, Duration.ofSeconds(10), clock);
    try (var console = new MonitoredLedger(ledger, watch)) {
      assertThat(console.health().state()).isEqualTo(State.UP);

      // When nothing is seen for a while
      clock.now = clock.now.plus(Duration.ofMinutes(3));

      // Then the console says so
      assertThat(console.health().state()).isEqualTo(State.DEGRADED);
      assertThat(console.health().details().get("trouble"))
          .startsWith("brokers and accounts could not be read since 2026-11-20T09:15:00Z");
      assertThat(registry.get("xipline.watch.age").timeGauge().value(TimeUnit.SECONDS))
          .isEqualTo(180);
    }
  }

  private static final class SettableClock extends Clock {
    private Instant now = Instant.parse("2026-11-20T09:15:00Z");

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
