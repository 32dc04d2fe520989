package org.xipline.console.ledger;

/**
 * What is known of one path that may be a file.
 *
 * @param accepted whether the archive holds a file there that is no item
 * @param claimed whether an item names it as its attachment
 */
record FileState(boolean accepted, boolean claimed) {
  static final FileState ACCEPTED = new FileState(true, false);
  static final FileState CLAIMED = new FileState(false, true);

  FileState after(FileState fact) {
    return new FileState(accepted || fact.accepted, claimed || fact.claimed);
  }

  boolean isAttachment() {
    return accepted && claimed;
  }
}
