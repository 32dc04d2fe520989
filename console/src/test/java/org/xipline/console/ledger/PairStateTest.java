package org.xipline.console.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PairStateTest {
  private static final Instant AT = Instant.parse("2026-11-20T09:15:00Z");

  @Test
  void shouldNotChangeWhenTheSameReportComesAgain() {
    // Given
    PairState state = report(0, PairStatus.DEAD_LETTERED, "mailbox-over-quota");

    // When
    PairState after = state.after(state);

    // Then
    assertThat(after).isEqualTo(state);
  }

  @Test
  void shouldStayDeliveredWhateverComesLater() {
    // Given
    PairState delivered = report(0, PairStatus.DELIVERED, "");

    // When
    PairState after =
        delivered.after(report(9, PairStatus.DEAD_LETTERED, "unmapped")).after(pending(10));

    // Then
    assertThat(after).isEqualTo(delivered);
  }

  @Test
  void shouldBePendingAgainWhenAReplayIsRequested() {
    // Given
    PairState held = report(0, PairStatus.UNMAPPED, "unmapped");

    // When
    PairState after = held.after(pending(5));

    // Then
    assertThat(after.standing()).isEqualTo(PairStatus.PENDING);
    assertThat(after.reason()).isEmpty();
  }

  @Test
  void shouldIgnoreALateReportOfAnEarlierAttempt() {
    // Given
    PairState replayed = report(5, PairStatus.DEAD_LETTERED, "message-rejected");

    // When
    PairState after = replayed.after(report(0, PairStatus.ALREADY_PRESENT, ""));

    // Then
    assertThat(after).isEqualTo(replayed);
  }

  @Test
  void shouldFillInWhatTheCountingReportDoesNotSay() {
    // Given
    PairState sent = PairState.pending(0, "T-42", "bob@contoso.example", Receipt.NONE, AT);

    // When
    PairState after = sent.after(report(0, PairStatus.DELIVERED, ""));

    // Then
    assertThat(after.itemId()).isEqualTo("T-42");
    assertThat(after.mailbox()).isEqualTo("bob@contoso.example");
  }

  @Test
  void shouldForgetADismissalWhenALaterAttemptFailsToo() {
    // Given
    PairState dismissed =
        report(0, PairStatus.DEAD_LETTERED, "message-rejected").afterDismissal(mark(3));

    // When
    PairState after = dismissed.after(report(5, PairStatus.DEAD_LETTERED, "message-rejected"));

    // Then
    assertThat(dismissed.dismissed()).isTrue();
    assertThat(after.dismissed()).isFalse();
  }

  @Test
  void shouldNotDismissWhatIsNotHeld() {
    // Given
    PairState delivered = report(0, PairStatus.DELIVERED, "");

    // When
    PairState after = delivered.afterDismissal(mark(3));

    // Then
    assertThat(after).isEqualTo(delivered);
  }

  @Test
  void shouldRememberTheLatestDecisionWhateverTheOrder() {
    // Given
    PairState held = report(0, PairStatus.UNMAPPED, "unmapped");
    PairState replayed = PairState.replayed(5, "", AT);
    PairState heldAgain = report(5, PairStatus.UNMAPPED, "unmapped");

    // When
    PairState inOrder = held.afterDismissal(mark(3)).after(replayed).after(heldAgain);
    PairState reordered = heldAgain.after(held.afterDismissal(mark(3))).after(replayed);

    // Then
    assertThat(inOrder.decision().number()).isEqualTo(5);
    assertThat(reordered).isEqualTo(inOrder);
    assertThat(inOrder.afterDismissal(mark(7)).decision().number()).isEqualTo(7);
  }

  @Test
  void shouldNotDependOnTheOrderOrTheNumberOfReports() {
    // Given
    var reports =
        List.of(
            pending(0),
            report(0, PairStatus.DEAD_LETTERED, "mailbox-over-quota"),
            report(0, PairStatus.ALREADY_PRESENT, ""),
            pending(5),
            report(5, PairStatus.UNMAPPED, "unmapped"),
            pending(7),
            report(7, PairStatus.DEAD_LETTERED, "message-rejected"));
    var random = new Random(42);
    for (int run = 0; run < 500; run++) {
      var shuffled = new ArrayList<>(reports);
      shuffled.add(reports.get(random.nextInt(reports.size())));
      Collections.shuffle(shuffled, random);

      // When
      PairState last = shuffled.stream().reduce(PairState::after).orElseThrow();

      // Then
      assertThat(last.standing()).isEqualTo(PairStatus.DEAD_LETTERED);
      assertThat(last.reason()).isEqualTo("message-rejected");
      assertThat(last.replaySequence()).isEqualTo(7);
    }
  }

  private static PairState pending(long sequence) {
    return PairState.pending(sequence, "", "", Receipt.NONE, AT);
  }

  @Test
  void shouldKeepTheLastDecisionOfADeliveredPairAndChangeNothingElse() {
    PairState delivered = report(0, PairStatus.DELIVERED, "");

    PairState noted = delivered.afterNote(mark(9)).afterNote(mark(4));

    assertThat(noted.decision().number()).isEqualTo(9);
    assertThat(noted.standing()).isEqualTo(PairStatus.DELIVERED);
    assertThat(noted.dismissed()).isFalse();
    assertThat(noted.after(delivered).decision().number()).isEqualTo(9);
  }

  private static DecisionMark mark(long number) {
    return new DecisionMark(number, "");
  }

  private static PairState report(long sequence, PairStatus standing, String reason) {
    return PairState.reported(sequence, standing, "", "", reason, "", 0, AT, Receipt.NONE);
  }
}
