package org.xipline.importer.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PartitionProgressTest {
  private final PartitionProgress progress = new PartitionProgress();

  @Test
  void shouldHaveNothingToCommitBeforeAnythingWasConsumed() {
    assertThat(progress.watermark()).isEmpty();
  }

  @Test
  void shouldStandAtTheLowestUnfinishedOffset() {
    consume(5, 6, 7);
    progress.finish(6);
    assertThat(progress.watermark()).hasValue(5);

    progress.finish(5);
    assertThat(progress.watermark()).hasValue(7);

    progress.finish(7);
    assertThat(progress.watermark()).hasValue(8);
  }

  @Test
  void shouldPassGapsThatTransactionsLeave() {
    consume(5, 9);
    progress.finish(5);
    assertThat(progress.watermark()).hasValue(9);

    progress.finish(9);
    progress.advanceTo(12);
    assertThat(progress.watermark()).hasValue(12);
  }

  /** Whatever the order of finishing, gaps included. */
  @Property(tries = 300)
  void shouldNeverPassAnUnfinishedOffsetAndEndAtTheEnd(
      @ForAll @Size(min = 1, max = 60) List<@IntRange(min = 1, max = 4) Integer> gaps,
      @ForAll long seed) {
    var tried = new PartitionProgress();
    var offsets = new ArrayList<Long>();
    long next = 0;
    for (int gap : gaps) {
      next += gap;
      offsets.add(next);
    }
    var random = new Random(seed);
    var toBegin = new ArrayList<>(offsets);
    var unfinished = new TreeSet<Long>();
    long before = -1;
    while (!toBegin.isEmpty() || !unfinished.isEmpty()) {
      if (!toBegin.isEmpty() && (unfinished.isEmpty() || random.nextBoolean())) {
        long offset = toBegin.removeFirst();
        consume(tried, offset);
        unfinished.add(offset);
      } else {
        var candidates = new ArrayList<>(unfinished);
        Collections.shuffle(candidates, random);
        unfinished.remove(candidates.getFirst());
        tried.finish(candidates.getFirst());
      }
      long watermark = tried.watermark().orElseThrow();
      assertThat(unfinished).allMatch(offset -> offset >= watermark);
      assertThat(watermark).isGreaterThanOrEqualTo(before);
      before = watermark;
    }
    assertThat(tried.watermark()).hasValue(next + 1);
  }

  private void consume(long... offsets) {
    for (long offset : offsets) {
      consume(progress, offset);
    }
  }

  private static void consume(PartitionProgress progress, long offset) {
    progress.begin(offset);
    progress.advanceTo(offset + 1);
  }
}
