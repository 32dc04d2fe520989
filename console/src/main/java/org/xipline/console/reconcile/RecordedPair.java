package org.xipline.console.reconcile;

import java.util.Optional;
import org.xipline.console.ledger.LoggedPair;
import org.xipline.console.ledger.PairStatus;
import org.xipline.schemas.identity.MessageKey;
import org.xipline.schemas.identity.Sha256;

/**
 * What the ledger says of a pair that has a mailbox.
 *
 * @param key which message it is; empty where none was rendered
 * @param messageSha256 of the message's bytes, hex; empty where none was rendered
 * @param reason code of a dead-letter reason; empty unless held
 */
record RecordedPair(
    String address,
    String entry,
    String itemId,
    Optional<MessageKey> key,
    String messageSha256,
    PairStatus standing,
    String reason) {

  static RecordedPair of(LoggedPair pair) {
    return new RecordedPair(
        pair.address(),
        pair.entry(),
        pair.state().itemId(),
        key(pair),
        pair.item().messageSha256(),
        pair.state().standing(),
        pair.state().reason());
  }

  private static Optional<MessageKey> key(LoggedPair pair) {
    String digest = pair.item().itemSha256();
    String messageId = pair.item().messageId();
    return digest.isEmpty() || messageId.isEmpty()
        ? Optional.empty()
        : Optional.of(new MessageKey(messageId, Sha256.ofHex(digest)));
  }

  /** Whether the ledger says that the message is in the mailbox. */
  boolean isThere() {
    return isThere(standing);
  }

  private static boolean isThere(PairStatus standing) {
    return standing == PairStatus.DELIVERED || standing == PairStatus.ALREADY_PRESENT;
  }
}
