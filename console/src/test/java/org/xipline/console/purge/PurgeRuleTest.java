package org.xipline.console.purge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.xipline.console.ledger.Acceptance;
import org.xipline.console.ledger.ArchiveAccount;
import org.xipline.console.ledger.ArchiveKey;
import org.xipline.console.ledger.Intake;
import org.xipline.console.ledger.PairCounts;
import org.xipline.console.ledger.SignerIdentity;
import org.xipline.schemas.identity.ArchiveId;
import org.xipline.schemas.identity.ConnectorName;
import org.xipline.schemas.record.LegalHold;

class PurgeRuleTest {
  private static final Instant ACCEPTED = Instant.parse("2026-10-01T12:00:00Z");
  private static final Duration MONTH = Duration.ofDays(30);
  private static final ArchiveKey KEY =
      new ArchiveKey(new ConnectorName("desk"), new ArchiveId("a".repeat(64)));

  private static ArchiveAccount account(long itemsConverted) {
    return account(itemsConverted, Optional.empty());
  }

  private static ArchiveAccount account(long itemsConverted, Optional<Instant> restagedAt) {
    var acceptance =
        new Acceptance(
            "1",
            "a.xip",
            1,
            1,
            1,
            new SignerIdentity("CN=x", "ab"),
            Optional.empty(),
            "s",
            "",
            "",
            ACCEPTED);
    return new ArchiveAccount(
        KEY,
        new Intake(Optional.of(acceptance), Optional.empty(), 0, restagedAt),
        PairCounts.ZERO,
        itemsConverted,
        0,
        0,
        0);
  }

  private static Optional<String> after(Duration time, ArchiveAccount account, long held) {
    return new PurgeRule(MONTH, ACCEPTED.plus(time)).keeps(account, held, false);
  }

  @Test
  void shouldKeepWhatIsYoungerThanTheRetentionTime() {
    assertThat(after(MONTH.minusSeconds(1), account(1), 0)).contains("within the retention time");
    assertThat(after(MONTH, account(1), 0)).isEmpty();
  }

  @Test
  void shouldCountTheRetentionTimeAnewWhereThePayloadsWereStagedAgain() {
    ArchiveAccount account = account(1, Optional.of(ACCEPTED.plus(MONTH)));

    assertThat(after(MONTH.plusDays(1), account, 0)).contains("within the retention time");
    assertThat(after(MONTH.multipliedBy(2), account, 0)).isEmpty();
  }

  @Test
  void shouldKeepWhatIsNotBalancedHoweverOld() {
    assertThat(after(MONTH.multipliedBy(9), account(0), 0))
        .hasValueSatisfying(it -> assertThat(it).contains("not balanced"));
  }

  @Test
  void shouldKeepWhatIsHeldAndNotDismissed() {
    assertThat(after(MONTH, account(1), 2))
        .hasValueSatisfying(it -> assertThat(it).startsWith("2 pairs"));
  }

  @Test
  void shouldKeepWhatIsUnderALegalHold() {
    assertThat(new PurgeRule(MONTH, ACCEPTED.plus(MONTH)).keeps(account(1), 0, true))
        .contains("legal hold");
  }

  @Test
  void shouldCoverOneArchiveOrAllOfAConnector() {
    LegalHold all = LegalHold.newBuilder().setConnector("desk").build();
    LegalHold one = all.toBuilder().setArchiveId("a".repeat(64)).build();
    LegalHold other = all.toBuilder().setArchiveId("b".repeat(64)).build();

    assertThat(LegalHolds.cover(List.of(all), KEY)).isTrue();
    assertThat(LegalHolds.cover(List.of(one), KEY)).isTrue();
    assertThat(LegalHolds.cover(List.of(other), KEY)).isFalse();
    assertThat(LegalHolds.cover(List.of(LegalHold.newBuilder().setConnector("chat").build()), KEY))
        .isFalse();
  }
}
