package org.xipline.console.ledger;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The ledger's account of one archive.
 *
 * @param itemsConverted items whose latest attempt became a message
 * @param itemsDeadLettered items whose latest attempt did not
 * @param files entries that are no items
 * @param attachments those of them that an item names
 */
public record ArchiveAccount(
    ArchiveKey key,
    Intake intake,
    PairCounts pairs,
    long itemsConverted,
    long itemsDeadLettered,
    long files,
    long attachments) {

  static ArchiveAccount empty(ArchiveKey key) {
    return new ArchiveAccount(key, Intake.NONE, PairCounts.ZERO, 0, 0, 0, 0);
  }

  /** Empty until the archive is accepted. */
  public Optional<Acceptance> acceptance() {
    return intake.acceptance();
  }

  /** The latest refusal of an archive that was never accepted. */
  public Optional<Rejection> rejection() {
    return acceptance().isPresent() ? Optional.empty() : intake.rejection();
  }

  /** Whether every entry of an accepted archive is on its way. */
  public boolean isPublished() {
    return intake.isPublished();
  }

  /** How many entries of an accepted archive are on their way; all of them in the end. */
  public long publishedEntries() {
    long entries = acceptance().map(Acceptance::entries).orElse(0L);
    return intake.isPublished() ? entries : intake.publishedEntries();
  }

  /** Since when its payloads are kept: when it was accepted, or they were last staged again. */
  public Optional<Instant> stagedAt() {
    return acceptance().map(it -> intake.restagedAt().filter(it.at()::isBefore).orElse(it.at()));
  }

  /** Files that no item names. */
  public long unclaimed() {
    return files - attachments;
  }

  /** Items of an accepted archive that became neither a message nor a dead letter yet. */
  public long itemsWithoutOutcome() {
    return acceptance().map(Acceptance::items).orElse(0L) - itemsConverted - itemsDeadLettered;
  }

  /** Whether every pair of an accepted archive has its final outcome. */
  public boolean isSettled() {
    return intake.isPublished() && itemsWithoutOutcome() == 0 && pairs.pending() == 0;
  }

  /** Whether the account is settled and closes: anything else at the end is an alarm. */
  public boolean isBalanced() {
    return isSettled() && pairs.addsUp() && entriesAddUp();
  }

  /** entries = items + attachments + unclaimed. */
  private boolean entriesAddUp() {
    return acceptance()
        .filter(accepted -> accepted.entries() == accepted.items() + attachments + unclaimed())
        .isPresent();
  }

  ArchiveAccount with(Intake now) {
    return new ArchiveAccount(
        key, now, pairs, itemsConverted, itemsDeadLettered, files, attachments);
  }

  ArchiveAccount afterPairMoved(@Nullable PairStatus from, @Nullable PairStatus to) {
    return new ArchiveAccount(
        key,
        intake,
        pairs.afterMove(from, to),
        itemsConverted,
        itemsDeadLettered,
        files,
        attachments);
  }

  ArchiveAccount afterItemTold(@Nullable ItemState from, ItemState to) {
    return new ArchiveAccount(
        key,
        intake,
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
        intake,
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
