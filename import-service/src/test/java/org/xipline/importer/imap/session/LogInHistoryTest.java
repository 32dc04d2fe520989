package org.xipline.importer.imap.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xipline.importer.mailbox.MailboxContract.ALICE;
import static org.xipline.importer.mailbox.MailboxContract.BOB;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.xipline.importer.mailbox.Opening;
import org.xipline.schemas.identity.EmailAddress;

class LogInHistoryTest {
  private static final Instant NOW = Instant.parse("2026-11-20T09:15:00Z");

  private final LogInHistory history = new LogInHistory(false);

  @Test
  void shouldCountTheMailboxesThatWereRefusedAndSinceWhen() {
    history.refused(ALICE, NOW, "no");
    history.refused(ALICE, NOW.plusSeconds(1), "no");

    assertThat(history.refused(BOB, NOW.plusSeconds(2), "no"))
        .isEqualTo(new Opening.LockedOut("no", 2, NOW));
    assertThat(history.isProven()).isFalse();
  }

  @Test
  void shouldTakeCredentialsAsProvenOnceTheyHaveWorked() {
    history.worked(ALICE, NOW);

    assertThat(history.isProven()).isTrue();
  }

  @Test
  void shouldGiveAMailboxUpThatWasNeverEnteredWhileOthersWere() {
    assertThat(refuseEvery20Seconds(ALICE, true, 4)).containsExactly(false, false, false, true);
  }

  @Test
  void shouldNotGiveAMailboxUpWhileNobodyGetsIn() {
    assertThat(refuseEvery20Seconds(ALICE, false, 9)).containsOnly(false);
  }

  @Test
  void shouldBeginAnewWithAMailboxThatWasEnteredMeanwhile() {
    refuseEvery20Seconds(ALICE, true, 3);
    history.worked(ALICE, NOW.plusSeconds(59));

    assertThat(history.isHopeless(ALICE, NOW.plusSeconds(60))).isFalse();
  }

  @Test
  void shouldNotBelieveAServerThatWentMeanwhile() {
    refuseEvery20Seconds(ALICE, true, 3);
    history.serverLost();
    history.worked(BOB, NOW.plusSeconds(59));

    assertThat(history.isHopeless(ALICE, NOW.plusSeconds(60))).isFalse();
  }

  private List<Boolean> refuseEvery20Seconds(EmailAddress mailbox, boolean othersGetIn, int times) {
    var hopeless = new ArrayList<Boolean>();
    for (int i = 0; i < times; i++) {
      Instant at = NOW.plusSeconds(20L * i);
      if (othersGetIn) {
        history.worked(BOB, at.minusSeconds(1));
      }
      hopeless.add(history.isHopeless(mailbox, at));
    }
    return hopeless;
  }
}
