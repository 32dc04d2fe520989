package org.xipline.console.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PendingCausesTest {
  private static final Instant AT = Instant.parse("2026-11-20T09:15:00Z");

  private final PendingCauses causes = new PendingCauses();

  @Test
  void shouldCountPairsOfOneCauseAndTellTheFirstOfTheirTimes() {
    // When
    causes.add(postponed("full", AT.plusSeconds(5), AT.plusSeconds(90)));
    causes.add(postponed("full", AT, null));
    causes.add(postponed("full", AT.plusSeconds(9), AT.plusSeconds(60)));

    // Then
    assertThat(causes.all())
        .containsExactly(
            new PendingCause("mailbox-over-quota", "full", 3, AT, Optional.of(AT.plusSeconds(60))));
  }

  @Test
  void shouldTellPairsThatAreOnTheirWayFromThoseThatWait() {
    // When
    causes.add(postponed("full", AT, null));
    causes.add(PairState.pending(0, "id", "bob", Receipt.NONE, AT.plusSeconds(1)));
    causes.add(PairState.pending(0, "id", "bob", Receipt.NONE, AT));

    // Then
    assertThat(causes.all())
        .containsExactly(
            new PendingCause("", "", 2, AT, Optional.empty()),
            new PendingCause("mailbox-over-quota", "full", 1, AT, Optional.empty()));
  }

  @Test
  void shouldCountFurtherWordsOfOneReasonTogetherOnceThereAreTooMany() {
    // Given a server that says something else each time
    for (int i = 0; i < 20; i++) {
      causes.add(postponed("session " + i, AT, null));
    }

    // When
    causes.add(postponed("session 20", AT, null));
    causes.add(postponed("session 3", AT, null));
    causes.add(PairState.pending(0, "id", "bob", Receipt.NONE, AT));

    // Then
    assertThat(causes.all()).hasSize(21);
    assertThat(causes.all()).extracting(PendingCause::detail).doesNotContain("session 20");
    assertThat(causes.all().subList(0, 2))
        .extracting(PendingCause::detail)
        .containsExactly("session 0", "session 3");
    assertThat(causes.all()).filteredOn(it -> it.reason().isEmpty()).hasSize(1);
  }

  private static PairState postponed(String detail, Instant since, @Nullable Instant nextTry) {
    return PairState.postponed(
        0,
        "id",
        "bob",
        new Postponement(
            "mailbox-over-quota", detail, 1, since, Optional.ofNullable(nextTry), since));
  }
}
