package org.xipline.console.reconcile;

import java.util.Optional;

/**
 * A difference between a mailbox and the ledger.
 *
 * @param address of the pair, the first where there are several; empty where no pair is meant
 * @param entry path of the item; empty where none is known
 * @param itemId empty where none is known
 * @param messageId empty where none is known
 * @param detail what was found
 * @param remedy what mends it; empty where somebody has to look
 */
public record Finding(
    FindingCode code,
    String mailbox,
    String address,
    String entry,
    String itemId,
    String messageId,
    String detail,
    Optional<Remedy> remedy) {

  /** What it is about. */
  Identity identity() {
    return new Identity(code, mailbox, address, entry, messageId);
  }

  /** The same finding, with more to say. */
  Finding adding(String more) {
    return new Finding(
        code, mailbox, address, entry, itemId, messageId, detail + "; " + more, remedy);
  }

  /** Tells findings apart. */
  record Identity(
      FindingCode code, String mailbox, String address, String entry, String messageId) {}
}
