package org.xipline.console.watch;

import static java.util.Comparator.naturalOrder;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.io.InputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.xipline.console.connector.ConnectorStanding;

/**
 * How the connectors stand, whether or not an instance polls them: what is expected and has not
 * come, and how long the trust in a source lasts.
 */
final class FeedMeters {
  private final MultiGauge overdue;
  private final MultiGauge failing;
  private final MultiGauge trust;

  FeedMeters(MeterRegistry registry) {
    overdue =
        MultiGauge.builder("xipline.feed.overdue.seconds")
            .description("How long an expected archive has been missing; 0 if no archive is")
            .register(registry);
    failing =
        MultiGauge.builder("xipline.feed.failing")
            .description("1 if the last run of a connector had a problem")
            .register(registry);
    trust =
        MultiGauge.builder("xipline.trust.anchor.expires.seconds")
            .description("Time until the first trust anchor of a connector expires")
            .register(registry);
  }

  /** Takes the place of what was shown before. */
  void show(Collection<ConnectorStanding> connectors, Instant now) {
    overdue.register(
        connectors.stream().<Row<?>>map(it -> Row.of(tags(it), overdueSeconds(it, now))).toList(),
        true);
    failing.register(
        connectors.stream()
            .<Row<?>>map(it -> Row.of(tags(it), it.run().getProblem().isEmpty() ? 0 : 1))
            .toList(),
        true);
    trust.register(connectors.stream().flatMap(it -> trustRow(it, now).stream()).toList(), true);
  }

  private static long overdueSeconds(ConnectorStanding connector, Instant now) {
    return connector.missingSince().map(since -> secondsBetween(since, now)).orElse(0L);
  }

  /** At least one: 0 says that nothing is overdue. */
  private static long secondsBetween(Instant since, Instant now) {
    return Math.max(1, Duration.between(since, now).toSeconds());
  }

  /** None for a connector that trusts what a built-in policy pins. */
  private static Optional<Row<?>> trustRow(ConnectorStanding connector, Instant now) {
    return connector.connector().getTrust().getAnchorsList().stream()
        .flatMap(anchor -> notAfter(anchor.newInput()).stream())
        .min(naturalOrder())
        .map(end -> Row.of(tags(connector), Duration.between(now, end).toSeconds()));
  }

  private static List<Instant> notAfter(InputStream der) {
    try {
      var anchor =
          (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(der);
      return List.of(anchor.getNotAfter().toInstant());
    } catch (CertificateException _) {
      // Whoever verifies with it says so.
      return List.of();
    }
  }

  private static Tags tags(ConnectorStanding connector) {
    return Tags.of("connector", connector.connector().getName());
  }
}
