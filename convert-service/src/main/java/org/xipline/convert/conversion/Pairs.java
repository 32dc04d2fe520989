package org.xipline.convert.conversion;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.xipline.convert.entry.ItemEntry;
import org.xipline.convert.routing.Route;
import org.xipline.convert.routing.RoutingTable;
import org.xipline.schemas.identity.EmailAddress;

/** The pairs of an item: it and each of the participants that this run is meant for. */
final class Pairs {

  private Pairs() {}

  /**
   * What is known of the pairs before the participants are read: nothing, unless a replay names
   * them. Nobody's mailbox is known yet.
   */
  static List<Route> unread(ItemEntry entry) {
    return named(entry).stream().<Route>map(Route.Unmapped::new).toList();
  }

  /** Whom a replay is meant for; empty for everybody. */
  static List<EmailAddress> named(ItemEntry entry) {
    return entry.record().getReplay().getAddressesList().stream()
        .flatMap(address -> EmailAddress.parse(address).stream())
        .toList();
  }

  /** Routes the participants; of a replay that names addresses, those alone. */
  static List<Route> route(
      ItemEntry entry, Collection<EmailAddress> participants, RoutingTable routing) {
    var meant = Set.copyOf(named(entry));
    return participants.stream()
        .distinct()
        .filter(address -> meant.isEmpty() || meant.contains(address))
        .map(routing::route)
        .toList();
  }
}
