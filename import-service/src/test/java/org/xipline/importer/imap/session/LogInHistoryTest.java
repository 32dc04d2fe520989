package org.xipline.importer.imap.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xipline.importer.mailbox.MailboxContract.ALICE;
import static org.xipline.importer.mailbox.MailboxContract.BOB;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.xipline.importer.mailbox.Opening;

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
    assertThat(history.isHopeless(ALICE, NOW)).isFalse();
    assertThat(history.isHopeless(ALICE, NOW.plusSeconds(61))).isFalse();

    history.worked(BOB, NOW.plusSeconds(61));

    assertThat(history.isHopeless(ALICE, NOW.plusSeconds(62))).isTrue();
    assertThat(history.isHopeless(BOB, NOW.plusSeconds(62))).isFalse();
  }

  @Test
  void shouldBeginAnewWithAMailboxThatWasEnteredMeanwhile() {
    history.isHopeless(ALICE, NOW);
    history.worked(ALICE, NOW.plusSeconds(30));
    history.worked(BOB, NOW.plusSeconds(62));

    assertThat(history.isHopeless(ALICE, NOW.plusSeconds(61))).isFalse();
  }
}
