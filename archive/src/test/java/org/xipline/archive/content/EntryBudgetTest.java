package org.xipline.archive.content;

import static org.xipline.archive.content.Rejections.assertRejected;
import static org.xipline.schemas.reason.RejectionReason.ARCHIVE_TOO_LARGE;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.xipline.archive.model.ArchiveLimits;

class EntryBudgetTest {
  private final EntryBudget budget =
      new EntryBudget(new ArchiveLimits(3, 100, 150, 1_000, 1, 1, 1, 1, false));

  @Test
  void shouldBoundTheNumberOfEntries() throws IOException {
    budget.spend("a", 0);
    budget.spend("b", 0);
    budget.spend("c", 0);

    assertRejected(ARCHIVE_TOO_LARGE, () -> budget.spend("d", 0));
  }

  @Test
  void shouldBoundAnEntry() throws IOException {
    budget.spend("a", 100);

    assertRejected(ARCHIVE_TOO_LARGE, () -> budget.spend("b", 101)).withMessageContaining("\"b\"");
  }

  @Test
  void shouldBoundAllEntriesTogether() throws IOException {
    budget.spend("a", 100);
    budget.spend("b", 50);

    assertRejected(ARCHIVE_TOO_LARGE, () -> budget.spend("c", 1));
  }
}
