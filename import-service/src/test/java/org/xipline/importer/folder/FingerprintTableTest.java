package org.xipline.importer.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xipline.importer.mailbox.MessageFingerprint;

class FingerprintTableTest {
  private static final long LARGEST_UID = 0xFFFF_FFFFL;

  @Test
  void shouldHoldNothingAtFirst() {
    var table = new FingerprintTable();
    table.remove(new MessageFingerprint(1, 1), 1);

    assertThat(table.uidsOf(new MessageFingerprint(1, 1))).isEmpty();
    assertThat(table.size()).isZero();
  }

  @Test
  void shouldHoldUidsOfAnySize() {
    var table = new FingerprintTable();
    table.add(new MessageFingerprint(1, 1), LARGEST_UID);
    table.add(new MessageFingerprint(1, 1), 0);
    table.add(new MessageFingerprint(1, 1), LARGEST_UID);

    assertThat(table.uidsOf(new MessageFingerprint(1, 1))).containsExactly(0, LARGEST_UID);
  }

  /** Many share a home, so that gaps are closed in chains that cross the end. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void shouldBeWhatAMapOfSetsIs(long seed) {
    var random = new Random(seed);
    var table = new FingerprintTable();
    Map<MessageFingerprint, Set<Long>> expected = new HashMap<>();
    for (int step = 0; step < 3000; step++) {
      var message = new MessageFingerprint(random.nextInt(40) - 5L, 1 + random.nextInt(5));
      long uid = random.nextInt(4);
      if (random.nextInt(5) < 3) {
        table.add(message, uid);
        expected.computeIfAbsent(message, _ -> new HashSet<>()).add(uid);
      } else {
        table.remove(message, uid);
        expected.getOrDefault(message, new HashSet<>()).remove(uid);
      }
    }

    expected.forEach((message, uids) ->
        assertThat(boxed(table.uidsOf(message))).isEqualTo(List.copyOf(new TreeSet<>(uids))));
    assertThat(table.size()).isEqualTo(expected.values().stream().mapToInt(Set::size).sum());
  }

  private static List<Long> boxed(long[] uids) {
    var boxed = new ArrayList<Long>();
    for (long uid : uids) {
      boxed.add(uid);
    }
    return boxed;
  }
}
