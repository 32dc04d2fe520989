package org.xipline.console.ledger;

/**
 * What backs the state of a pair.
 *
 * @param snapshotId users and rules that the attempt ran under; empty where it is not known
 * @param attempts deliveries tried, or conversions; 0 where nothing was tried
 * @param uidValidity of the mailbox's folder; 0 where there is none
 * @param uid of the message in it; 0 where there is none
 */
public record Receipt(String snapshotId, int attempts, long uidValidity, long uid) {
  static final Receipt NONE = new Receipt("", 0, 0, 0);

  /** Of something that was not tried, under these rules. */
  static Receipt under(String snapshotId) {
    return new Receipt(snapshotId, 0, 0, 0);
  }

  /** Of something that conversion decided. */
  static Receipt ofConversion(String snapshotId) {
    return new Receipt(snapshotId, 1, 0, 0);
  }

  Receipt orElseFrom(Receipt other) {
    return snapshotId.isEmpty() ? new Receipt(other.snapshotId, attempts, uidValidity, uid) : this;
  }
}
