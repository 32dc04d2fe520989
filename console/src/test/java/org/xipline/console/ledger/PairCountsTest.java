package org.xipline.console.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PairCountsTest {
  private static final PairCounts COUNTS = new PairCounts(63, 1, 2, 4, 8, 16, 32);

  @Test
  void shouldAddUpWhereEveryPairStandsSomewhere() {
    assertThat(COUNTS.addsUp()).isTrue();
    assertThat(COUNTS.held()).isEqualTo(24);
    assertThat(new PairCounts(62, 1, 2, 4, 8, 16, 32).addsUp()).isFalse();
    assertThat(new PairCounts(63, 0, 2, 4, 8, 16, 32).addsUp()).isFalse();
    assertThat(new PairCounts(63, 1, 0, 4, 8, 16, 32).addsUp()).isFalse();
    assertThat(new PairCounts(63, 1, 2, 0, 8, 16, 32).addsUp()).isFalse();
    assertThat(new PairCounts(63, 1, 2, 4, 0, 16, 32).addsUp()).isFalse();
    assertThat(new PairCounts(63, 1, 2, 4, 8, 0, 32).addsUp()).isFalse();
    assertThat(new PairCounts(63, 1, 2, 4, 8, 16, 0).addsUp()).isFalse();
  }

  @Test
  void shouldAddEachCount() {
    assertThat(COUNTS.plus(new PairCounts(7, 6, 5, 4, 3, 2, 1)))
        .isEqualTo(new PairCounts(70, 7, 7, 8, 11, 18, 33));
  }

  @ParameterizedTest
  @EnumSource
  void shouldCountAPairWhereItStands(PairStatus standing) {
    PairCounts one = PairCounts.ZERO.afterMove(null, standing);

    assertThat(one).isEqualTo(PairCounts.of(standing));
    assertThat(one.expected()).isOne();
    assertThat(one.addsUp()).isTrue();
    assertThat(one.held()).isEqualTo(standing.isHeld() ? 1 : 0);
    assertThat(one.afterMove(standing, standing)).isEqualTo(one);
    assertThat(one.afterMove(standing, null)).isEqualTo(PairCounts.ZERO);
    assertThat(one.afterMove(standing, PairStatus.DELIVERED))
        .isEqualTo(PairCounts.of(PairStatus.DELIVERED));
  }
}
