package org.xipline.console.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IntakeTest {
  private static final Instant AT = Instant.parse("2026-11-20T09:15:00Z");

  @Test
  void shouldKeepTheFirstAcceptance() {
    Intake accepted = Intake.NONE.afterAcceptance(acceptance("r1", ""));

    assertThat(accepted.afterAcceptance(acceptance("r2", "")).acceptance())
        .get()
        .extracting(Acceptance::arrivalId)
        .isEqualTo("r1");
  }

  @Test
  void shouldKeepTheLatestRejectionInWhateverOrderTheyCome() {
    // Given
    Rejection early = rejection("early", Optional.of(AT));
    Rejection late = rejection("late", Optional.of(AT.plusSeconds(1)));
    Rejection ofEarlierVersion = rejection("old", Optional.empty());

    // Then
    assertThat(rejected(early, late)).contains(late);
    assertThat(rejected(late, early)).contains(late);
    assertThat(rejected(ofEarlierVersion, early)).contains(early);
    assertThat(rejected(early, ofEarlierVersion)).contains(early);
    assertThat(rejected(early, rejection("same time", Optional.of(AT)))).contains(early);
  }

  @Test
  void shouldBePublishedWhenEveryEntryOfAnAcceptedArchiveIs() {
    Intake inChunks = Intake.NONE.afterAcceptance(acceptance("r1", "ab"));

    assertThat(Intake.NONE.afterPublication(9).isPublished()).isFalse();
    assertThat(Intake.NONE.afterAcceptance(acceptance("r1", "")).isPublished()).isTrue();
    assertThat(inChunks.isPublished()).isFalse();
    assertThat(inChunks.afterPublication(2).isPublished()).isFalse();
    assertThat(inChunks.afterPublication(3).isPublished()).isTrue();
    assertThat(inChunks.afterPublication(3).afterPublication(2).isPublished()).isTrue();
  }

  @Test
  void shouldKeepTheLastTimeThatPayloadsWereStagedAgain() {
    Intake early = Intake.NONE.afterRestaging(AT);

    assertThat(early.restagedAt()).contains(AT);
    assertThat(early.afterRestaging(AT.plusSeconds(1)).restagedAt()).contains(AT.plusSeconds(1));
    assertThat(early.afterRestaging(AT.minusSeconds(1)).restagedAt()).contains(AT);
  }

  private static Optional<Rejection> rejected(Rejection first, Rejection second) {
    return Intake.NONE.afterRejection(first).afterRejection(second).rejection();
  }

  private static Rejection rejection(String file, Optional<Instant> at) {
    return new Rejection(file, "unsigned", "no signature", Optional.empty(), at);
  }

  private static Acceptance acceptance(String arrivalId, String manifest) {
    return new Acceptance(
        arrivalId,
        "a.xip",
        10,
        3,
        2,
        new SignerIdentity("CN=Desk", "cd"),
        Optional.empty(),
        "snapshot",
        manifest,
        "",
        AT);
  }
}
