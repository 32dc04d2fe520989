package org.xipline.console.lag;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class GroupLagTest {

  private static PartitionLag lag(String group, int partition, long waiting, long seconds) {
    return new PartitionLag(
        group,
        "xip.messages",
        partition,
        OptionalLong.of(10),
        0,
        10 + waiting,
        Duration.ofSeconds(seconds));
  }

  @Test
  void shouldAddUpRecordsAndTakeTheLongestWait() {
    // When
    List<GroupLag> groups =
        GroupLag.of(
            new LagReading(
                List.of(lag("b", 0, 3, 5), lag("a", 0, 0, 0), lag("b", 1, 4, 60)),
                List.of(),
                List.of(new GroupMembers("a", true, 0), new GroupMembers("b", true, 2))));

    // Then
    assertThat(groups)
        .containsExactly(
            new GroupLag("a", 0, 0, Duration.ZERO),
            new GroupLag("b", 2, 7, Duration.ofSeconds(60)));
  }

  @Test
  void shouldNotCountBackwardsWhenTheEndWasAskedEarlier() {
    assertThat(lag("a", 0, -2, 0).records()).isZero();
  }
}
