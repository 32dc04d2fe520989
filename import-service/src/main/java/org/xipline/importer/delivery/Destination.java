package org.xipline.importer.delivery;

import org.xipline.importer.delivery.ParcelContents.Readable;
import org.xipline.importer.delivery.ParcelContents.Unreadable;

/**
 * A mailbox server that messages are for. Each has a consumer group of its own, so that none waits
 * for another.
 *
 * @param location as connectors name it; may be empty for the own server
 * @param own whether it is the import service's own server, which takes what names none too, and
 *     sets aside what cannot be read
 */
public record Destination(String location, boolean own) {

  /** For people, and as a label of meters. */
  public String name() {
    return own ? "default" : location;
  }

  /**
   * The consumer group of its importers.
   *
   * @param ownGroup that of the import service's own server
   */
  public String groupId(String ownGroup) {
    return own ? ownGroup : ownGroup + "@" + location;
  }

  /** Whether these are its messages. */
  boolean takes(ParcelContents contents) {
    String named = named(contents);
    return named.equals(location) || own && named.isEmpty();
  }

  static String named(ParcelContents contents) {
    return switch (contents) {
      case Readable readable -> readable.message().getMailboxServer();
      case Unreadable _ -> "";
    };
  }
}
