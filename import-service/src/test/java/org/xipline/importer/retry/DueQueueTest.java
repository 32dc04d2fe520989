package org.xipline.importer.retry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.xipline.schemas.reason.DeadLetterReason;

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
  void shouldSayWhenTheNextIsDue() {
    assertThat(queue.nextDue()).isEmpty();
    queue.add("second", NOON.plusSeconds(2));
    queue.add("first", NOON.plusSeconds(1));

    assertThat(queue.nextDue()).contains(NOON.plusSeconds(1));
  }

  @Test
  void shouldLeaveAMailboxAloneUntilItsTime() {
    var resting = new PausedMailboxes();
    MailboxPause longer = rest(5);
    resting.rest("alice", longer, NOON);
    resting.rest("alice", rest(3), NOON);

    assertThat(resting.of("alice", NOON)).contains(longer);
    assertThat(resting.of("bob", NOON)).isEmpty();
    assertThat(resting.of("alice", NOON.plusSeconds(5))).isEmpty();
  }

  private static MailboxPause rest(int seconds) {
    return new MailboxPause(
        NOON.plusSeconds(seconds), DeadLetterReason.ATTEMPTS_EXHAUSTED, "throttled " + seconds);
  }
}
