package org.xipline.console.ledger;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The ledger's account of one archive.
 *
 * @param acceptance empty until the archive is accepted, and for good when it is rejected
 * @param itemsConverted items whose latest attempt became a message
 * @param itemsDeadLettered items whose latest attempt did not
 * @param files entries that are no items
 * @param attachments those of them that an item names
 */
public record ArchiveAccount(
    ArchiveKey key,
    Optional<Acceptance> acceptance,
    PairCounts pairs,
    long itemsConverted,
    long itemsDeadLettered,
    long files,
    long attachments) {

  static ArchiveAccount empty(ArchiveKey key) {
    return new ArchiveAccount(key, Optional.empty(), PairCounts.ZERO, 0, 0, 0, 0);
  }

  /** Files that no item names. */
  public long unclaimed() {
    return files - attachments;
  }

  /** Whether every pair of an accepted archive has its final outcome. */
  public boolean isSettled() {
    return acceptance.isPresent()
        && acceptance.get().items() == itemsConverted + itemsDeadLettered
        && pairs.pending() == 0;
  }

  /** Whether the account is settled and closes: anything else at the end is an alarm. */
  public boolean isBalanced() {
    return isSettled() && pairs.addsUp() && entriesAddUp();
  }

  /** entries = items + attachments + unclaimed. */
  private boolean entriesAddUp() {
    return acceptance
        .filter(accepted -> accepted.entries() == accepted.items() + attachments + unclaimed())
        .isPresent();
  }

  /** An archive is accepted once and for all: the first word stands. */
  ArchiveAccount afterAcceptance(Acceptance accepted) {
    return acceptance.isPresent()
        ? this
        : new ArchiveAccount(
            key,
            Optional.of(accepted),
            pairs,
            itemsConverted,
            itemsDeadLettered,
            files,
            attachments);
  }

  ArchiveAccount afterPairMoved(@Nullable Standing from, @Nullable Standing to) {
    return new ArchiveAccount(
        key,
        acceptance,
        pairs.afterMove(from, to),
        itemsConverted,
        itemsDeadLettered,
        files,
        attachments);
  }

  ArchiveAccount afterItemTold(@Nullable ItemState from, ItemState to) {
    return new ArchiveAccount(
        key,
        acceptance,
        pairs,
        itemsConverted
            + count(to, ItemState.Fate.CONVERTED)
            - count(from, ItemState.Fate.CONVERTED),
        itemsDeadLettered
            + count(to, ItemState.Fate.DEAD_LETTERED)
            - count(from, ItemState.Fate.DEAD_LETTERED),
        files,
        attachments);
  }

  ArchiveAccount afterFileTold(@Nullable FileState from, FileState to) {
    boolean wasFile = from != null && from.accepted();
    boolean wasAttachment = from != null && from.isAttachment();
    return new ArchiveAccount(
        key,
        acceptance,
        pairs,
        itemsConverted,
        itemsDeadLettered,
        files + (to.accepted() && !wasFile ? 1 : 0),
        attachments + (to.isAttachment() && !wasAttachment ? 1 : 0));
  }

  private static long count(@Nullable ItemState item, ItemState.Fate fate) {
    return item != null && item.isComplete() && item.fate() == fate ? 1 : 0;
  }
}
