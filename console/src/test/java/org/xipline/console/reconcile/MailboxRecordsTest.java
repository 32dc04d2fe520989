package org.xipline.console.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MailboxRecordsTest {

  @Test
  void shouldKeepGroupsWithinTheirBoundUnlessOneMailboxAloneExceedsIt() {
    var pairs = new TreeMap<>(Map.of("a", 4, "b", 6, "c", 1, "d", 50, "e", 2));

    assertThat(MailboxRecords.groups(pairs, 10))
        .containsExactly(List.of("a", "b"), List.of("c"), List.of("d"), List.of("e"));
  }

  @Test
  void shouldMakeNoGroupOfNothing() {
    assertThat(MailboxRecords.groups(new TreeMap<>(), 10)).isEmpty();
  }
}
