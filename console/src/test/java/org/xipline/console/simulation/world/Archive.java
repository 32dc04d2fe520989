package org.xipline.console.simulation.world;

import java.util.List;
import org.xipline.console.ledger.ArchiveKey;
import org.xipline.schemas.identity.ArchiveId;
import org.xipline.schemas.identity.ConnectorName;

/**
 * An archive that is put into the pipeline.
 *
 * @param server the mailbox server that its messages are for
 */
public record Archive(String connector, String id, String server, List<Item> items) {

  /** Under which the ledger keeps it. */
  public ArchiveKey key() {
    return new ArchiveKey(new ConnectorName(connector), new ArchiveId(id));
  }

  /** How many pairs it has. */
  public int pairs() {
    return items.stream().mapToInt(item -> item.addressees().size()).sum();
  }

  /** The item at this path. */
  Item item(String path) {
    return items.stream().filter(item -> item.path().equals(path)).findFirst().orElseThrow();
  }

  @Override
  public String toString() {
    return "archive %s of %s for %s, %s".formatted(id.substring(0, 6), connector, server, items);
  }
}
