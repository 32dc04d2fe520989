package org.xipline.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.xipline.schemas.topic.Topic;

class PartitionChangesTest {
  private final PartitionChanges changes = new PartitionChanges(new NamePrefix("a."));

  @Test
  void shouldNoticeWhatWasSplitSinceItWasFirstSeen() {
    assertThat(changes.in(found(8))).isEmpty();
    assertThat(changes.in(found(8))).isEmpty();

    for (int looks = 0; looks < 2; looks++) {
      assertThat(changes.in(found(12)))
          .extracting(ClusterFinding::text)
          .singleElement()
          .asString()
          .startsWith("topic a.xip.messages had 8 partitions and now has 12");
    }
  }

  private static FoundTopics found(int partitions) {
    return new FoundTopics(
        Map.of(Topic.MESSAGES, new FoundTopic(partitions, 1, true, Map.of())), Map.of(), 1);
  }
}
