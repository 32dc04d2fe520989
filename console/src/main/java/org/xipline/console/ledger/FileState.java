package org.xipline.console.ledger;

/**
 * What is known of one path that may be a file.
 *
 * @param accepted whether the archive holds a file there that is no item
 * @param claimed whether an item names it as its attachment
 * @param sizeBytes 0 until it is accepted
 */
record FileState(boolean accepted, boolean claimed, long sizeBytes) {
  static final FileState CLAIMED = new FileState(false, true, 0);

  static FileState accepted(long sizeBytes) {
    return new FileState(true, false, sizeBytes);
  }

  FileState after(FileState fact) {
    return new FileState(
        accepted || fact.accepted, claimed || fact.claimed, Math.max(sizeBytes, fact.sizeBytes));
  }

  boolean isUnclaimed() {
    return accepted && !claimed;
  }

  boolean isAttachment() {
    return accepted && claimed;
  }
}
