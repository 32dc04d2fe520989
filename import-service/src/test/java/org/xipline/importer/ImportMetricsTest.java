package org.xipline.importer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.xipline.importer.delivery.DeliveryObserver.Fate;
import org.xipline.runtime.clock.ClockOffset;

class ImportMetricsTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private Instant now = NOON;
  private final ImportMetrics metrics = new ImportMetrics(registry, "default", () -> now);

  @Test
  void shouldSayHowLongTheOldestMessageWaits() {
    metrics.consumed(NOON);
    metrics.consumed(NOON.plusSeconds(20));
    now = NOON.plusSeconds(30);

    assertThat(seconds("oldest.waiting")).isEqualTo(30);

    metrics.letGo(Fate.DELIVERED, NOON);

    assertThat(seconds("oldest.waiting")).isEqualTo(10);

    metrics.letGo(Fate.RETRIED, NOON.plusSeconds(20));

    assertThat(seconds("oldest.waiting")).isZero();
    assertThat(metrics.consumedCount())
        .isEqualTo(metrics.count(Fate.DELIVERED) + metrics.count(Fate.RETRIED));
  }

  @Test
  void shouldSayHowLongTheServerIsLost() {
    metrics.serverLost("connection refused");
    now = NOON.plusSeconds(7);

    assertThat(gauge("server.reachable")).isZero();
    assertThat(seconds("server.lost")).isEqualTo(7);

    metrics.serverReached();

    assertThat(gauge("server.reachable")).isOne();
    assertThat(seconds("server.lost")).isZero();
  }

  @Test
  void shouldCountMailboxesInTroubleWithoutNamingThem() {
    metrics.mailboxRefused("alice@contoso.example", Optional.empty(), "busy");
    metrics.mailboxRefused("bob@contoso.example", Optional.of(NOON.plusSeconds(60)), "throttled");

    assertThat(gauge("mailboxes.refusing")).isOne();
    assertThat(gauge("mailboxes.throttled")).isOne();
    assertThat(registry.getMeters())
        .noneMatch(meter -> meter.getId().toString().contains("contoso"));

    metrics.mailboxWorked("alice@contoso.example");

    assertThat(gauge("mailboxes.refusing")).isZero();
  }

  private double gauge(String name) {
    return registry.get("xipline.import." + name).gauge().value();
  }

  private double seconds(String name) {
    return registry.get("xipline.import." + name).timeGauge().value(TimeUnit.SECONDS);
  }

  @Test
  void shouldShowHowFarTheClockOfTheServerIsOff() {
    var registry = new SimpleMeterRegistry();
    var imap = new ImportMetrics(registry, "imap://mail:143", InstantSource.system());
    imap.measure(() -> Optional.of(new ClockOffset(Duration.ofMillis(-3500))));

    assertThat(registry.get("xipline.import.clock.offset.seconds").gauge().value()).isEqualTo(-3.5);
  }
}
