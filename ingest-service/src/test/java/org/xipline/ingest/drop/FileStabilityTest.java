package org.xipline.ingest.drop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FileStabilityTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final DropFile SMALL = new DropFile("a.xip", 1, "1");
  private static final DropFile GROWN = new DropFile("a.xip", 2, "2");

  private final FileStability settling = new FileStability(Duration.ofSeconds(10));

  @Test
  void shouldWaitUntilAFileHasStayedAsItIs() {
    assertThat(settling.settled(List.of(SMALL), NOON)).isEmpty();
    assertThat(settling.settled(List.of(SMALL), NOON.plusSeconds(9))).isEmpty();
    assertThat(settling.settled(List.of(SMALL), NOON.plusSeconds(10))).containsExactly(SMALL);
  }

  @Test
  void shouldWaitAnewWhenItHasGrown() {
    // Given
    settling.settled(List.of(SMALL), NOON);

    // When, then
    assertThat(settling.settled(List.of(GROWN), NOON.plusSeconds(10))).isEmpty();
    assertThat(settling.settled(List.of(GROWN), NOON.plusSeconds(20))).containsExactly(GROWN);
  }

  @Test
  void shouldForgetWhatWasTakenAway() {
    // Given
    settling.settled(List.of(SMALL), NOON);
    settling.settled(List.of(), NOON.plusSeconds(5));

    // When, then
    assertThat(settling.settled(List.of(SMALL), NOON.plusSeconds(10))).isEmpty();
  }
}
