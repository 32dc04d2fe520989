package org.xipline.console.deadletter;

import java.util.Optional;
import org.xipline.console.ledger.ArchiveKey;
import org.xipline.console.ledger.HeldPair;
import org.xipline.schemas.identity.ArchiveId;
import org.xipline.schemas.identity.ConnectorName;
import org.xipline.schemas.record.DeadLetter;

/** An item with pairs in the dead letters. */
public record HeldItem(ArchiveKey archive, String entry) {

  /** The item that a pair belongs to. */
  public static HeldItem of(HeldPair pair) {
    return new HeldItem(pair.archive(), pair.entry());
  }

  /** The item that a dead letter is about; empty where that could not be read. */
  public static Optional<HeldItem> of(DeadLetter letter) {
    try {
      var archive =
          new ArchiveKey(
              new ConnectorName(letter.getConnector()), new ArchiveId(letter.getArchiveId()));
      return Optional.of(new HeldItem(archive, letter.getEntryPath()));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
