package org.xipline.console.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An installation under schedules that seeds decide; {@code dev/simulate} runs many more. */
class SimulationTest {
  private static final int SEEDS = 18;

  @Test
  void shouldKeepEveryPromiseWhateverHappens() {
    LongStream.rangeClosed(1, SEEDS).forEach(SimulationTest::requireHolds);
  }

  /** Those that broke a promise once. */
  @ParameterizedTest
  @MethodSource("recorded")
  void shouldKeepThePromisesThatWereBrokenOnce(long seed) {
    requireHolds(seed);
  }

  static List<Long> recorded() throws IOException {
    return RecordedSeeds.read();
  }

  @Test
  void shouldDoTheSameAgainForTheSameSeed() {
    assertThat(Verdict.of(1).journal()).isEqualTo(Verdict.of(1).journal());
  }

  private static void requireHolds(long seed) {
    Verdict verdict = Verdict.of(seed);
    assertThat(verdict.broken()).as(verdict::describe).isEmpty();
  }
}
