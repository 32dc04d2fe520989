package org.xipline.console.ledger;

import org.xipline.schemas.identity.ArchiveId;
import org.xipline.schemas.identity.ConnectorName;

/** An archive as one connector sees it: the same bytes in two connectors are two accounts. */
public record ArchiveKey(ConnectorName connector, ArchiveId archiveId) {

  /** The key of this archive's records in {@code xip.arrivals}. */
  public String asRecordKey() {
    return connector.value() + "/" + archiveId.hex();
  }

  @Override
  public String toString() {
    return asRecordKey();
  }
}
