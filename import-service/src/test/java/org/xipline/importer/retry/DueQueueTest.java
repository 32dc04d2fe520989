package org.xipline.importer.retry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class DueQueueTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  private final DueQueue<String> queue = new DueQueue<>();

  @Test
  void shouldGiveWhatIsDueEarliestFirst() {
    queue.add("third", NOON.plusSeconds(3));
    queue.add("first", NOON.plusSeconds(1));
    queue.add("second", NOON.plusSeconds(2));

    assertThat(queue.takeDue(NOON)).isEmpty();
    assertThat(queue.takeDue(NOON.plusSeconds(2))).containsExactly("first", "second");
    assertThat(queue.size()).isEqualTo(1);
  }

  @Test
  void shouldGiveUpWhatMatches() {
    queue.add("ours", NOON);
    queue.add("theirs", NOON);

    assertThat(queue.take("ours"::equals)).containsExactly("ours");
    assertThat(queue.takeDue(NOON)).containsExactly("theirs");
  }

  @Test
  void shouldLeaveAMailboxAloneUntilItsTime() {
    var resting = new RestingMailboxes();
    resting.rest("alice", NOON.plusSeconds(5), NOON);
    resting.rest("alice", NOON.plusSeconds(3), NOON);

    assertThat(resting.restsUntil("alice", NOON)).contains(NOON.plusSeconds(5));
    assertThat(resting.restsUntil("bob", NOON)).isEmpty();
    assertThat(resting.restsUntil("alice", NOON.plusSeconds(5))).isEmpty();
  }
}
