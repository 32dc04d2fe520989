package org.xipline.schemas.topic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TopicTest {

  @Test
  void shouldKeepAMailboxOfBothMessageTopicsInOnePartitionNumber() {
    assertThat(Topic.MESSAGES_RETRY.partitions()).isEqualTo(Topic.MESSAGES.partitions());
  }

  @Test
  void shouldNameEachTopicOnce() {
    assertThat(Topic.all()).extracting(Topic::name).doesNotHaveDuplicates().hasSize(13);
  }

  @Test
  void shouldKeepAnInlinePayloadWithinARecordEvenTwice() {
    assertThat(2 * Topic.MAX_INLINE_BYTES).isLessThan(Topic.MAX_RECORD_BYTES / 2);
  }
}
