package org.xipline.ingest.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReassignmentTargetTest {

  @Test
  void shouldTakeThePartitionsOfOthersInTurn() {
    assertThat(IntStream.range(0, 6).map(turn -> ReassignmentTarget.of(1, Set.of(1, 2), 5, turn)))
        .containsExactly(0, 3, 4, 0, 3, 4);
  }

  @Test
  void shouldStayWhereNobodyElseIs() {
    assertThat(ReassignmentTarget.of(1, Set.of(0, 1, 2), 3, 7)).isEqualTo(1);
  }
}
