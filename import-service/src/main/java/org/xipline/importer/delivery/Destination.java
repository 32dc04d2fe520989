package org.xipline.importer.delivery;

import org.xipline.importer.delivery.InFlightContents.Readable;
import org.xipline.importer.delivery.InFlightContents.Unreadable;

/**
 * The messages that one consumer group delivers: those that name one mailbox server, or those that
 * name no server. A group passes over all others, and nobody else's offsets move by that.
 *
 * @param location of the server, spelled as messages spell it; empty for messages that name none
 * @param setsAside whether the group also sets aside records that cannot be read
 */
public record Destination(String location, boolean setsAside) {

  /** Messages that name no server. The import service's own server takes them. */
  public static final Destination UNNAMED = new Destination("", true);

  /** Messages that name this server, where another group of the process takes the unnamed ones. */
  public static Destination named(String location) {
    return new Destination(location, false);
  }

  /** Messages that name this server, the only one that the process delivers to. */
  public static Destination only(String location) {
    return new Destination(location, true);
  }

  /** For people, and as a label of meters. */
  public String name() {
    return location.isEmpty() ? "default" : location;
  }

  /**
   * The consumer group of its importers.
   *
   * @param ofUnnamed the group that delivers messages that name no server
   */
  public String groupId(String ofUnnamed) {
    return location.isEmpty() ? ofUnnamed : ofUnnamed + "@" + location;
  }

  /** Whether these are its messages. */
  boolean takes(InFlightContents contents) {
    return switch (contents) {
      case Readable readable -> readable.message().getMailboxServer().equals(location);
      case Unreadable _ -> setsAside;
    };
  }

  static String named(InFlightContents contents) {
    return switch (contents) {
      case Readable readable -> readable.message().getMailboxServer();
      case Unreadable _ -> "";
    };
  }
}
