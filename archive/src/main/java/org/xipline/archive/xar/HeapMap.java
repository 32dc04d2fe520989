package org.xipline.archive.xar;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.xipline.archive.model.ArchiveRejectedException;

/**
 * Who owns which part of the heap. Two files may share one range whole; any other overlap lets one
 * part of the file be read as two things, and is refused.
 */
final class HeapMap {
  private record Claim(HeapRange range, Supplier<String> ownerName, boolean shareable) {

    String owner() {
      return ownerName.get();
    }
  }

  private final List<Claim> claims = new ArrayList<>();

  /** Claims a range for one owner alone. */
  void claim(HeapRange range, String owner) {
    claims.add(new Claim(range, () -> owner, false));
  }

  /**
   * Claims a range for content, which other content may be too.
   *
   * @param owner asked where the claim is refused
   */
  void claimForData(HeapRange range, Supplier<String> owner) {
    claims.add(new Claim(range, owner, true));
  }

  /** Checks all claims against one another, and against the end of the file. */
  void require(long heapBase, long fileBytes) throws ArchiveRejectedException {
    long heapBytes = fileBytes - heapBase;
    for (Claim claim : claims) {
      if (claim.range().end() > heapBytes) {
        throw Malformed.truncated(claim.owner(), heapBase + claim.range().end(), fileBytes);
      }
    }
    requireDisjoint();
  }

  private void requireDisjoint() throws ArchiveRejectedException {
    List<Claim> sorted =
        claims.stream()
            .filter(claim -> claim.range().length() > 0)
            .sorted(Comparator.comparingLong(claim -> claim.range().offset()))
            .toList();
    for (int i = 1; i < sorted.size(); i++) {
      Claim before = sorted.get(i - 1);
      Claim claim = sorted.get(i);
      if (claim.range().offset() < before.range().end() && !mayShare(before, claim)) {
        throw Malformed.because(
            "%s and %s overlap in the heap".formatted(before.owner(), claim.owner()));
      }
    }
  }

  private static boolean mayShare(Claim one, Claim other) {
    return one.shareable() && other.shareable() && one.range().equals(other.range());
  }
}
