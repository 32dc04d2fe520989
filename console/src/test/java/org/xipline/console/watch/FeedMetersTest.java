package org.xipline.console.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.xipline.archive.pack.TestPki;
import org.xipline.console.connector.ConnectorStanding;
import org.xipline.ingest.connector.NextRun;
import org.xipline.schemas.record.Connector;
import org.xipline.schemas.record.ConnectorRun;
import org.xipline.schemas.record.Schedule;
import org.xipline.schemas.record.TrustRules;

class FeedMetersTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  @Test
  void shouldShowWhatIsOverdueAndHowLongTrustLasts() throws Exception {
    // Given a connector whose archive has not come, and whose last run went wrong
    X509Certificate anchor = TestPki.root().chain().getFirst();
    var standing =
        standing(
            TrustRules.newBuilder().addAnchors(ByteString.copyFrom(anchor.getEncoded())).build(),
            ConnectorRun.newBuilder().setProblem("no such directory").build(),
            Optional.of(NOW.minusSeconds(90)));

    // When
    new FeedMeters(registry).show(List.of(standing), NOW);

    // Then
    assertThat(value("xipline.feed.overdue.seconds")).isEqualTo(90);
    assertThat(value("xipline.feed.failing")).isEqualTo(1);
    assertThat(value("xipline.trust.anchor.expires.seconds"))
        .isEqualTo(anchor.getNotAfter().toInstant().getEpochSecond() - NOW.getEpochSecond());
  }

  @Test
  void shouldShowNoughtsOfAConnectorInOrder() {
    // Given
    var standing =
        standing(
            TrustRules.newBuilder().setPolicy("apple").build(),
            ConnectorRun.getDefaultInstance(),
            Optional.empty());

    // When
    new FeedMeters(registry).show(List.of(standing), NOW);

    // Then
    assertThat(value("xipline.feed.overdue.seconds")).isZero();
    assertThat(value("xipline.feed.failing")).isZero();
    assertThat(registry.find("xipline.trust.anchor.expires.seconds").gauges()).isEmpty();
  }

  private static ConnectorStanding standing(
      TrustRules trust, ConnectorRun run, Optional<Instant> missingSince) {
    Connector connector =
        Connector.newBuilder()
            .setName("desk")
            .setTrust(trust)
            .setSchedule(Schedule.newBuilder().setWatch(true))
            .build();
    return new ConnectorStanding(connector, 0, run, NextRun.of(connector, run, NOW), missingSince);
  }

  private double value(String meter) {
    return registry.get(meter).tag("connector", "desk").gauge().value();
  }
}
