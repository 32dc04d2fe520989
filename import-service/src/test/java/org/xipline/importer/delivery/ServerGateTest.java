package org.xipline.importer.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xipline.importer.mailbox.MailboxContract.ALICE;
import static org.xipline.importer.mailbox.MailboxContract.BOB;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.xipline.schemas.identity.EmailAddress;

class ServerGateTest {
  private static final Instant NOW = Instant.parse("2026-11-20T09:15:00Z");
  private static final Instant PROBE = NOW.plusMillis(500);

  private final CountingObserver observer = new CountingObserver();
  private final ServerGate gate = new ServerGate("imap://mail.example", observer, () -> 1);

  @Test
  void shouldLetEverybodyThroughWhileTheServerIsReached() {
    assertThat(gate.isOpen()).isTrue();
    assertThat(gate.letsRead()).isTrue();
    assertThat(gate.nextProbe()).isEmpty();
    assertThat(gate.nextUnreached()).isEmpty();
    assertThat(gate.ask(NOW)).contains(ProbePermit.FREE);
    assertThat(gate.ask(NOW)).contains(ProbePermit.FREE);
    assertThat(ProbePermit.FREE.isProbe()).isFalse();
  }

  @Test
  void shouldLetOneAtATimeTryAServerThatIsLost() {
    // When
    Instant since = gate.lost(ProbePermit.FREE, ALICE, "refused", false, NOW);

    // Then
    assertThat(since).isEqualTo(NOW);
    assertThat(observer.isReachable()).isFalse();
    assertThat(gate.isOpen()).isFalse();
    assertThat(gate.letsRead()).isFalse();
    assertThat(gate.nextProbe()).contains(PROBE);
    assertThat(gate.ask(PROBE.minusMillis(1))).isEmpty();

    // When its time has come
    Optional<ProbePermit> probe = gate.ask(PROBE);

    // Then
    assertThat(probe).get().matches(ProbePermit::isProbe);
    assertThat(gate.ask(PROBE.plusSeconds(99))).isEmpty();
    assertThat(gate.nextProbe()).isEmpty();
  }

  @Test
  void shouldLetAnotherTryWhereAProbeToldNothing() {
    // Given
    gate.lost(ProbePermit.FREE, ALICE, "refused", false, NOW);
    ProbePermit probe = gate.ask(PROBE).orElseThrow();

    // When
    gate.ended(probe);

    // Then
    assertThat(gate.nextProbe()).contains(PROBE);
    assertThat(gate.ask(PROBE)).get().matches(it -> it.isProbe() && !it.equals(probe));
  }

  @Test
  void shouldWaitLongerAfterAProbeThatFailedAndNotAfterABatchThatWasUnderWay() {
    // Given
    gate.lost(ProbePermit.FREE, ALICE, "refused", false, NOW);

    // When
    Instant since = gate.lost(ProbePermit.FREE, BOB, "refused", false, NOW.plusSeconds(9));

    // Then
    assertThat(since).isEqualTo(NOW);
    assertThat(gate.nextProbe()).contains(PROBE);

    // When
    gate.lost(gate.ask(PROBE).orElseThrow(), ALICE, "refused", false, PROBE);

    // Then
    assertThat(gate.nextProbe()).contains(PROBE.plusSeconds(1));
  }

  @Test
  void shouldNotEndTheProbeOfAnother() {
    // Given
    gate.lost(ProbePermit.FREE, ALICE, "refused", false, NOW);
    ProbePermit earlier = gate.ask(PROBE).orElseThrow();
    gate.ended(earlier);
    gate.ask(PROBE);

    // When
    gate.ended(earlier);
    gate.lost(earlier, BOB, "refused", false, PROBE);

    // Then
    assertThat(gate.nextProbe()).isEmpty();
    assertThat(gate.ask(PROBE.plusSeconds(99))).isEmpty();
  }

  @Test
  void shouldReadOnWhereTheServerAnswersAndLetsNobodyIn() {
    // When
    gate.lost(ProbePermit.FREE, ALICE, "NO", true, NOW);

    // Then
    assertThat(gate.isOpen()).isFalse();
    assertThat(gate.letsRead()).isTrue();

    // When it does not answer any more
    gate.lost(gate.ask(PROBE).orElseThrow(), ALICE, "refused", false, PROBE);

    // Then
    assertThat(gate.letsRead()).isFalse();
  }

  @Test
  void shouldOpenAsSoonAsAMailboxIsReached() {
    // Given
    gate.lost(ProbePermit.FREE, ALICE, "refused", false, NOW);
    ProbePermit probe = gate.ask(PROBE).orElseThrow();

    // When
    gate.reached();
    gate.ended(probe);

    // Then
    assertThat(gate.isOpen()).isTrue();
    assertThat(observer.isReachable()).isTrue();
    assertThat(gate.nextProbe()).isEmpty();
    assertThat(gate.nextUnreached()).isEmpty();
    assertThat(gate.ask(PROBE)).contains(ProbePermit.FREE);

    // When it is lost again
    gate.lost(ProbePermit.FREE, BOB, "refused", false, PROBE);

    // Then it begins anew
    assertThat(gate.nextProbe()).contains(PROBE.plusMillis(500));
    assertThat(gate.ask(PROBE.plusMillis(500))).isPresent();
  }

  @Test
  void shouldTryMailboxesInTurn() {
    // Given
    gate.lost(ProbePermit.FREE, ALICE, "refused", false, NOW);
    gate.lost(ProbePermit.FREE, BOB, "refused", false, NOW);
    gate.lost(ProbePermit.FREE, ALICE, "refused", false, NOW);

    // Then
    assertThat(gate.nextUnreached()).contains(BOB);
    assertThat(gate.nextUnreached()).contains(ALICE);
    assertThat(gate.nextUnreached()).contains(BOB);
  }

  @Test
  void shouldRememberTheLastSixteenMailboxes() {
    // When
    for (int i = 0; i < 17; i++) {
      gate.lost(ProbePermit.FREE, mailbox(i), "refused", false, NOW);
    }

    // Then
    for (int i = 1; i < 17; i++) {
      assertThat(gate.nextUnreached()).contains(mailbox(i));
    }
    assertThat(gate.nextUnreached()).contains(mailbox(1));
  }

  private static EmailAddress mailbox(int number) {
    return new EmailAddress("m" + number + "@contoso.example");
  }
}
