package org.xipline.importer.delivery;

import org.xipline.importer.delivery.ParcelContents.Readable;
import org.xipline.importer.delivery.ParcelContents.Unreadable;

/**
 * A mailbox server that messages are for. Each has a consumer group of its own, so that none waits
 * for another.
 *
 * @param location as connectors name it; empty for the import service's own server, which takes
 *     what names none
 */
public record Destination(String location) {

  /** The import service's own server. */
  public static final Destination OWN = new Destination("");

  /** For people, and as a label of meters. */
  public String name() {
    return location.isEmpty() ? "default" : location;
  }

  /**
   * The consumer group of its importers.
   *
   * @param ownGroup that of the import service's own server
   */
  public String groupId(String ownGroup) {
    return location.isEmpty() ? ownGroup : ownGroup + "@" + location;
  }

  /** Whether these are its messages; what cannot be read is set aside by the own server's group. */
  boolean takes(ParcelContents contents) {
    return location.equals(named(contents));
  }

  static String named(ParcelContents contents) {
    return switch (contents) {
      case Readable readable -> readable.message().getMailboxServer();
      case Unreadable _ -> "";
    };
  }
}
