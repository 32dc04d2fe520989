package org.xipline.convert.conversion;

import java.util.List;
import java.util.Optional;
import org.xipline.convert.entry.ItemEntry;
import org.xipline.convert.routing.Route;
import org.xipline.schemas.identity.EntryPath;
import org.xipline.schemas.reason.DeadLetterReason;

/** What became of an item, for each of its participants. */
public sealed interface Conversion {

  /** The entry it was. */
  ItemEntry entry();

  /** Its participants, or those of them that a replay is meant for: a pair each. */
  List<Route> routes();

  /** The files that it names and the archive holds; items are none of them. */
  List<EntryPath> claimedPaths();

  /**
   * It is a message.
   *
   * @param message absent where none is to be sent: the item is over the limit, which import
   *     decides, or nobody has a mailbox
   */
  record Converted(
      ItemEntry entry,
      ConvertedItem item,
      Optional<RenderedMessage> message,
      List<Route> routes,
      List<EntryPath> claimedPaths)
      implements Conversion {
    public Converted {
      routes = List.copyOf(routes);
      claimedPaths = List.copyOf(claimedPaths);
    }
  }

  /**
   * It cannot be one.
   *
   * @param itemId if that could be read
   * @param routes empty where the participants could not be read
   */
  record DeadLettered(
      ItemEntry entry,
      Optional<String> itemId,
      DeadLetterReason reason,
      String detail,
      List<Route> routes,
      List<EntryPath> claimedPaths)
      implements Conversion {
    public DeadLettered {
      routes = List.copyOf(routes);
      claimedPaths = List.copyOf(claimedPaths);
    }
  }
}
