package org.xipline.convert.routing;

import org.xipline.schemas.record.Snapshot;

/**
 * What an archive is converted under.
 *
 * @param routing whose mailbox an address means
 * @param limitBytes the 10 MB rule's figure
 * @param mailboxServer where the mailboxes are; empty for the import service's own server
 */
public record Rules(RoutingTable routing, long limitBytes, String mailboxServer) {

  /** The rules of a snapshot. */
  public static Rules of(Snapshot snapshot) {
    return new Rules(
        RoutingTable.of(snapshot), snapshot.getLimitBytes(), snapshot.getMailboxServer());
  }
}
