package org.xipline.convert.routing;

import org.xipline.schemas.record.Snapshot;

/**
 * What an archive is converted under.
 *
 * @param routing whose mailbox an address means
 * @param limitBytes the 10 MB rule's figure
 */
public record Rules(RoutingTable routing, long limitBytes) {

  /** The rules of a snapshot. */
  public static Rules of(Snapshot snapshot) {
    return new Rules(RoutingTable.of(snapshot), snapshot.getLimitBytes());
  }
}
