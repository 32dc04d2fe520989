package org.xipline.importer.retry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xipline.importer.retry.RetryReading.Sight;

class RetryReadingTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  @Test
  void shouldSweepThroughThePartitionAndSeekOverLargeGaps() {
    var run = new Run(100, Long.MAX_VALUE);
    run.write("alice", 9_000, NOON);
    run.write("alice", 20, NOON);
    run.write("alice", 10, NOON);
    run.reading.readUpTo(9_001);

    run.choose(NOON);

    assertThat(run.reading.seek()).isEqualTo(OptionalLong.of(10));
    assertThat(run.reading.see(10)).isEqualTo(Sight.WANTED);
    assertThat(run.reading.see(11)).isEqualTo(Sight.PASSED_OVER);
    assertThat(run.reading.passed(12)).isEmpty();
    assertThat(run.reading.seek()).isEmpty();
    assertThat(run.reading.see(20)).isEqualTo(Sight.WANTED);
    assertThat(run.reading.passed(21)).isEmpty();
    assertThat(run.reading.seek()).isEqualTo(OptionalLong.of(9_000));
  }

  @Test
  void shouldSayWhatIsNotThereAnyMore() {
    var run = new Run(100, Long.MAX_VALUE);
    run.write("alice", 10, NOON);
    run.write("alice", 20, NOON);
    run.choose(NOON);
    assertThat(run.reading.seek()).isEqualTo(OptionalLong.of(10));

    assertThat(run.reading.passed(15)).extracting(Postponed::offset).containsExactly(10L);
    assertThat(run.reading.keepBetween(21, 30)).extracting(Postponed::offset).containsExactly(20L);
    assertThat(run.reading.isBusy()).isFalse();
  }

  @Test
  void shouldTakeNoMoreThanThereIsRoomFor() {
    var run = new Run(100, 25);
    for (int i = 0; i < 10; i++) {
      run.write("alice", i, NOON);
      run.write("bob", 100 + i, NOON.plusSeconds(1));
    }
    run.freeBytes = 60;

    run.choose(NOON.plusSeconds(1));

    assertThat(run.reading.wantedBytes("alice")).isEqualTo(30);
    assertThat(run.reading.wantedBytes("bob")).isEqualTo(30);
  }

  @Test
  void shouldMakeTheMailboxWithTheMostRetriesGiveWay() {
    var run = new Run(10, Long.MAX_VALUE);
    run.write("bob", 0, NOON.plusSeconds(100));
    for (int i = 1; i <= 50; i++) {
      run.write("alice", i, NOON.plusSeconds(50 - i));
    }

    assertThat(run.index.known()).isEqualTo(10);
    assertThat(run.index.size()).isEqualTo(51);
    assertThat(run.index.knows(0)).isTrue();
    assertThat(run.index.nextDue()).contains(NOON);
  }

  @Test
  void shouldTakeOutBeforeItsRestWhatWouldBeTooOldAfterIt() {
    var run = new Run(10, Long.MAX_VALUE);
    run.rests.put("alice", NOON.plus(Duration.ofDays(3)));
    run.index.add(Postponed.of(1, NOON, NOON, "alice", 10));

    run.choose(NOON.plus(Duration.ofDays(1)));
    assertThat(run.reading.isBusy()).isFalse();
    run.choose(NOON.plus(Duration.ofDays(2)));

    assertThat(run.reading.wanted()).isEqualTo(1);
  }

  /**
   * Whatever the records, the room and the rests: each is taken once, never before it is due, never
   * while its mailbox rests, and soon after both; and what is known stays bounded.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void shouldTakeEachOnceAndWhenItIsDue(long seed) {
    var random = new Random(seed);
    var run = new Run(1 + random.nextInt(40), 10L * (1 + random.nextInt(20)));
    Map<Long, Postponed> log = new HashMap<>();
    long end = 0;
    Instant now = NOON;
    Instant lastDue = NOON;
    for (int second = 0; second < 4_000; second++) {
      now = NOON.plusSeconds(second);
      for (int i = random.nextInt(4); second < 300 && i > 0; i--) {
        end += 1 + (random.nextInt(10) == 0 ? random.nextInt(2_000) : 0);
        String mailbox = random.nextInt(3) == 0 ? "m" + random.nextInt(20) : "large";
        Instant due = now.plusSeconds(random.nextInt(random.nextBoolean() ? 10 : 600));
        lastDue = due.isAfter(lastDue) ? due : lastDue;
        var retry = Postponed.of(end, due, NOON, mailbox, 10);
        log.put(end, retry);
        run.index.add(retry);
        run.reading.readUpTo(end + 1);
      }
      if (random.nextInt(50) == 0 && second < 300) {
        run.rests.put("m" + random.nextInt(20), now.plusSeconds(random.nextInt(300)));
      }
      run.choose(now);
      run.readSome(log, now, 1 + random.nextInt(100));
      if (random.nextInt(3) == 0) {
        run.finishSome(random);
      }
      assertThat(run.index.known()).isLessThanOrEqualTo(run.capacity);
    }

    assertThat(run.taken).containsExactlyInAnyOrderElementsOf(log.keySet());
    assertThat(run.index.size()).isZero();
  }

  /** Plays the consumer, and what is in hand. */
  private static final class Run implements RetryLimits {
    final int capacity;
    final RetryIndex index;
    final RetryReading reading;
    final Map<String, Instant> rests = new HashMap<>();
    final Set<Long> taken = new HashSet<>();
    private final Map<String, Long> inHand = new HashMap<>();
    private final long mailboxBytes;
    long freeBytes = 400;
    private Instant now = NOON;
    private long position;

    Run(int capacity, long mailboxBytes) {
      this.capacity = capacity;
      this.mailboxBytes = mailboxBytes;
      this.index = new RetryIndex(capacity);
      this.reading = new RetryReading(index);
    }

    void write(String mailbox, long offset, Instant due) {
      index.add(Postponed.of(offset, due, NOON, mailbox, 10));
      reading.readUpTo(offset + 1);
    }

    void choose(Instant time) {
      now = time;
      reading.choose(now, freeBytes, this);
    }

    void readSome(Map<Long, Postponed> log, Instant time, int max) {
      if (!reading.isBusy()) {
        reading.stop();
        return;
      }
      position = reading.seek().orElse(position);
      List<Long> offsets =
          log.keySet().stream().filter(it -> it >= position).sorted().limit(max).toList();
      for (long offset : offsets) {
        see(Objects.requireNonNull(log.get(offset)), time);
      }
      if (!offsets.isEmpty()) {
        position = offsets.getLast() + 1;
        assertThat(reading.passed(position)).isEmpty();
      }
    }

    private void see(Postponed retry, Instant time) {
      switch (reading.see(retry.offset())) {
        case WANTED -> {
          assertThat(taken.add(retry.offset())).isTrue();
          assertThat(retry.dueMillis()).isLessThanOrEqualTo(time.toEpochMilli());
          inHand.merge(retry.mailbox(), 10L, Long::sum);
        }
        case PERHAPS_FORGOTTEN -> {
          if (!taken.contains(retry.offset())) {
            index.add(retry);
          }
        }
        case PASSED_OVER -> {}
      }
    }

    void finishSome(Random random) {
      inHand.keySet().removeIf(_ -> random.nextBoolean());
    }

    @Override
    public long freeBytes(String mailbox) {
      return mailboxBytes - inHand.getOrDefault(mailbox, 0L) - reading.wantedBytes(mailbox);
    }

    @Override
    public Optional<Instant> restsUntil(String mailbox) {
      return Optional.ofNullable(rests.get(mailbox)).filter(it -> it.isAfter(now));
    }

    @Override
    public Duration maximumAge() {
      return Duration.ofDays(2);
    }
  }
}
