package org.xipline.importer.mailbox;

import java.util.Map;

/** What came of settling a batch. */
public sealed interface Settlement {

  /**
   * Every message of the batch is there once.
   *
   * @param superseded our copies that went, each with the older one that stays
   * @param position where the next look may start
   */
  record Settled(Map<StoredMessage, StoredMessage> superseded, FolderPosition position)
      implements Settlement {}

  /** It could not be settled now; our copies stay, and a later look or a reconciliation does it. */
  record Unsettled(String detail) implements Settlement {}
}
