package org.xipline.ingest.arrival;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.xipline.ingest.connector.Moments;
import org.xipline.schemas.record.Arrival;
import org.xipline.schemas.record.Unseen;

class AfterLookTest {
  private static final Instant FIRST = Instant.parse("2026-11-20T08:00:00Z");
  private static final Arrival ARRIVAL = Arrival.newBuilder().setArrivalId("a-1").build();

  @Test
  void shouldPassOnWhatItCannotReadAndSayWhatItFound() {
    // When
    Arrival next = passedOn(ARRIVAL, "the file does not exist", FIRST);

    // Then
    assertThat(next.getArrivalId()).isEqualTo("a-1");
    assertThat(next.getUnseen())
        .isEqualTo(
            Unseen.newBuilder()
                .setSince(Moments.timestamp(FIRST))
                .setLooks(1)
                .setLastLookAt(Moments.timestamp(FIRST))
                .setPassedOnAt(Moments.timestamp(FIRST))
                .setDetail("the file does not exist")
                .build());
  }

  @Test
  void shouldRememberTheFirstLookAndTheLastFinding() {
    // Given
    Arrival once = passedOn(ARRIVAL, "the file does not exist", FIRST);

    // When
    Arrival twice = passedOn(once, "the file may not be read", FIRST.plusSeconds(9));

    // Then
    assertThat(AfterLook.firstLook(twice, FIRST.plusSeconds(20))).isEqualTo(FIRST);
    assertThat(AfterLook.firstLook(ARRIVAL, FIRST)).isEqualTo(FIRST);
    assertThat(twice.getUnseen().getLooks()).isEqualTo(2);
    assertThat(twice.getUnseen().getLastLookAt())
        .isEqualTo(Moments.timestamp(FIRST.plusSeconds(9)));
    assertThat(twice.getUnseen().getDetail()).isEqualTo("the file may not be read");
  }

  @Test
  void shouldRejectWhatNobodyCouldReadForADay() {
    // Given
    Arrival once = passedOn(ARRIVAL, "the file does not exist", FIRST);
    Instant end = FIRST.plus(Duration.ofHours(24));

    // Then
    assertThat(AfterLook.of(once, "gone", end.minusMillis(1), false))
        .isInstanceOf(AfterLook.PassOn.class);
    assertThat(AfterLook.of(once, "gone", end, false))
        .isEqualTo(
            new AfterLook.Reject("gone; no instance could read it since 2026-11-20T08:00:00Z"));
  }

  @Test
  void shouldRejectAtOnceWhatIsGone() {
    assertThat(AfterLook.of(ARRIVAL, "the file does not exist", FIRST, true))
        .isEqualTo(new AfterLook.Reject("the file does not exist"));
  }

  private static Arrival passedOn(Arrival arrival, String found, Instant now) {
    return ((AfterLook.PassOn) AfterLook.of(arrival, found, now, false)).arrival();
  }
}
