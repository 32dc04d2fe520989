package org.xipline.ingest.arrival;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xipline.ingest.connector.Moments;
import org.xipline.schemas.record.Unseen;

class NextLookTest {
  private static final Instant LOOKED = Instant.parse("2026-11-20T08:00:00Z");

  @ParameterizedTest
  @CsvSource({"1, 0", "2, 1", "3, 2", "4, 4", "6, 16", "7, 30", "8, 30", "70, 30"})
  void shouldLookMoreRarelyAsTimeGoes(int looks, int seconds) {
    Instant due = LOOKED.plusSeconds(seconds);
    assertThat(NextLook.of(unseen(looks), due, false)).isEqualTo(new NextLook.Now());
    assertThat(NextLook.of(unseen(looks), due.minusMillis(1), false))
        .isNotEqualTo(new NextLook.Now());
  }

  @Test
  void shouldRestWhereNobodyWaits() {
    Unseen unseen = unseen(7);
    assertThat(NextLook.of(unseen, LOOKED.plusSeconds(10), false))
        .isEqualTo(new NextLook.Rest(LOOKED.plusSeconds(15)));
    assertThat(NextLook.of(unseen, LOOKED.plusSeconds(28), false))
        .isEqualTo(new NextLook.Rest(LOOKED.plusSeconds(30)));
  }

  @Test
  void shouldLetOthersGoFirstButOnceASecond() {
    // Given
    Unseen unseen = unseen(7);

    // Then
    assertThat(NextLook.of(unseen, LOOKED.plusMillis(400), true))
        .isEqualTo(new NextLook.Rest(LOOKED.plusSeconds(1)));
    Instant turn = LOOKED.plusSeconds(1);
    assertThat(NextLook.of(unseen, turn, true))
        .isInstanceOfSatisfying(
            NextLook.LetOthersGoFirst.class,
            it -> {
              assertThat(it.unseen().getPassedOnAt()).isEqualTo(Moments.timestamp(turn));
              assertThat(it.unseen().getLastLookAt()).isEqualTo(unseen.getLastLookAt());
              assertThat(it.unseen().getLooks()).isEqualTo(7);
              assertThat(NextLook.of(it.unseen(), turn.plusMillis(10), true))
                  .isEqualTo(new NextLook.Rest(turn.plusSeconds(1)));
            });
  }

  @Test
  void shouldNotRestBeyondTheLookThatIsDue() {
    assertThat(NextLook.of(unseen(2), LOOKED.plusMillis(900), true))
        .isEqualTo(new NextLook.Rest(LOOKED.plusSeconds(1)));
    Unseen moved =
        unseen(3).toBuilder().setPassedOnAt(Moments.timestamp(LOOKED.plusMillis(1500))).build();
    assertThat(NextLook.of(moved, LOOKED.plusMillis(1600), true))
        .isEqualTo(new NextLook.Rest(LOOKED.plus(Duration.ofSeconds(2))));
  }

  private static Unseen unseen(int looks) {
    return Unseen.newBuilder()
        .setLooks(looks)
        .setLastLookAt(Moments.timestamp(LOOKED))
        .setPassedOnAt(Moments.timestamp(LOOKED))
        .build();
  }
}
