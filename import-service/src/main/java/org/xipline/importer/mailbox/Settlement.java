package org.xipline.importer.mailbox;

import java.util.Map;

/** What came of settling a batch. */
public sealed interface Settlement {

  /**
   * Every message of the batch is there once.
   *
   * @param superseded our copies that went, each with the uid of the older one that stays
   * @param look what the folder has gained since the position, ours included
   */
  record Settled(Map<MessageFingerprint, Long> superseded, Look.Seen look) implements Settlement {}

  /** It could not be settled now; our copies stay, and a later look or a reconciliation does it. */
  record Unsettled(String detail) implements Settlement {}
}
