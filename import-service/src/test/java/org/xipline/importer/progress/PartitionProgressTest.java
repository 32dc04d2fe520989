package org.xipline.importer.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.xipline.schemas.property.Property;
import org.xipline.schemas.property.Values;

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

  @Test
  void shouldNeverPassAnUnfinishedOffsetAndEndAtTheEnd() {
    Property.holds(300, PartitionProgressTest::finishInAnyOrder);
  }

  /** Gaps included. */
  private static void finishInAnyOrder(Values values) {
    var tried = new PartitionProgress();
    var toBegin = new ArrayList<Long>();
    long next = 0;
    for (int gap : values.list(1, 60, one -> one.integer(1, 4))) {
      next += gap;
      toBegin.add(next);
    }
    var unfinished = new TreeSet<Long>();
    long before = -1;
    while (!toBegin.isEmpty() || !unfinished.isEmpty()) {
      if (!toBegin.isEmpty() && (unfinished.isEmpty() || values.flag())) {
        long offset = toBegin.removeFirst();
        consume(tried, offset);
        unfinished.add(offset);
      } else {
        long offset = values.oneOf(new ArrayList<>(unfinished));
        unfinished.remove(offset);
        tried.finish(offset);
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
