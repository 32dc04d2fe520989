package org.xipline.console.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.xipline.console.ledger.Acceptance;
import org.xipline.console.ledger.PairCounts;
import org.xipline.console.ledger.PairStatus;
import org.xipline.console.ledger.SignerIdentity;

class AccountMetersTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final AccountMeters meters = new AccountMeters(registry);

  @Test
  void shouldAccountForEveryPair() {
    // Given one pair of every standing
    var account = new ConnectorAccount();
    for (PairStatus standing : PairStatus.values()) {
      account.add(PairCounts.of(standing));
    }

    // When
    meters.show(Map.of("desk", account), Set.of(), NOW);

    // Then
    double sum = registry.get("xipline.pairs").gauges().stream().mapToDouble(Gauge::value).sum();
    assertThat(registry.get("xipline.pairs.expected").gauge().value()).isEqualTo(sum).isEqualTo(6);
    assertThat(value("xipline.pairs", "outcome", "already-present")).isEqualTo(1);
  }

  @Test
  void shouldShowWhatWaits() {
    // Given
    var account = new ConnectorAccount();
    account.add(ArchiveState.OPEN);
    account.addDeadLetter("unmapped");
    account.addDeadLetter("unmapped");
    account.addDeadLetter("of-another-version");
    account.addPendingSince(NOW.minusSeconds(5));
    account.addPendingSince(NOW.minusSeconds(70));
    account.addPendingSince(NOW.minusSeconds(30));

    // When
    meters.show(Map.of("desk", account), Set.of(), NOW);

    // Then
    assertThat(value("xipline.dead.letters.waiting", "reason", "unmapped")).isEqualTo(2);
    assertThat(value("xipline.dead.letters.waiting", "reason", "of-another-version")).isEqualTo(1);
    assertThat(registry.get("xipline.oldest.pending.seconds").gauge().value()).isEqualTo(70);
    assertThat(value("xipline.archives", "state", "open")).isEqualTo(1);
  }

  @Test
  void shouldShowNoughtsBeforeAnythingHasCome() {
    meters.show(Map.of(), Set.of("desk"), NOW);

    assertThat(value("xipline.archives", "state", "rejected")).isZero();
    assertThat(value("xipline.dead.letters.waiting", "reason", "malformed-item")).isZero();
    assertThat(registry.get("xipline.oldest.pending.seconds").gauge().value()).isZero();
  }

  @Test
  void shouldShowWhenTheSignerOfTheLastArchiveEnds() {
    // Given a signer whose successor has signed since
    var account = new ConnectorAccount();
    account.add(accepted(NOW.minusSeconds(10), Optional.of(NOW.plusSeconds(500))));
    account.add(accepted(NOW.minusSeconds(90), Optional.of(NOW.plusSeconds(5))));

    // When
    meters.show(Map.of("desk", account), Set.of(), NOW);

    // Then
    assertThat(registry.get("xipline.signer.expires.seconds").gauge().value()).isEqualTo(500);
  }

  @Test
  void shouldShowNoEndThatItDoesNotKnow() {
    var account = new ConnectorAccount();
    account.add(accepted(NOW, Optional.empty()));

    meters.show(Map.of("desk", account), Set.of("chat"), NOW);

    assertThat(registry.find("xipline.signer.expires.seconds").gauges()).isEmpty();
  }

  private static Acceptance accepted(Instant at, Optional<Instant> signerEnds) {
    var signer = new SignerIdentity("CN=Desk", "cd".repeat(32));
    return new Acceptance("1", "a.xip", 1, 1, 1, signer, signerEnds, "s", "", "", at);
  }

  @Test
  void shouldForgetAConnectorThatIsGone() {
    // Given
    meters.show(Map.of(), Set.of("desk", "chat"), NOW);

    // When
    meters.show(Map.of(), Set.of("chat"), NOW);

    // Then
    assertThat(registry.find("xipline.archives").tag("connector", "desk").gauges()).isEmpty();
    assertThat(registry.find("xipline.archives").tag("connector", "chat").gauges()).hasSize(4);
  }

  private double value(String meter, String tag, String value) {
    return registry.get(meter).tag(tag, value).gauge().value();
  }
}
