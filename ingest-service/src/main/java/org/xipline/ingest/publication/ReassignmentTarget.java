package org.xipline.ingest.publication;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Which partition an arrival goes to, for another member to look at it. */
final class ReassignmentTarget {

  private ReassignmentTarget() {}

  /**
   * One that another member has; where there is no other member, the one it is in.
   *
   * @param own the partition it is in
   * @param assigned those of this member
   * @param partitions how many there are
   * @param turn another one each time
   */
  static int of(int own, Set<Integer> assigned, int partitions, int turn) {
    List<Integer> others =
        IntStream.range(0, partitions).filter(it -> !assigned.contains(it)).boxed().toList();
    return others.isEmpty() ? own : others.get(turn % others.size());
  }
}
