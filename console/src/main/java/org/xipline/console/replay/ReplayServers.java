package org.xipline.console.replay;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.Collection;
import java.util.Map;
import org.xipline.importer.MailboxServers;
import org.xipline.schemas.record.Connector;

/** Which mailbox server a replay delivers to, as messages and snapshots say it. */
@FunctionalInterface
public interface ReplayServers {

  /**
   * The server of a connector's archives.
   *
   * @param before where they went when they came in; empty for the import service's own
   */
  String of(String connector, String before);

  /** That which each connector names now; one that is not there any more keeps what it named. */
  static ReplayServers namedBy(Collection<Connector> connectors) {
    Map<String, String> named =
        connectors.stream()
            .collect(toUnmodifiableMap(Connector::getName, it -> it.getMailboxes().getLocation()));
    return (connector, before) -> named.getOrDefault(connector, before);
  }

  /** The same, where a connector that names no server keeps what it named. */
  static ReplayServers namedOrBefore(Collection<Connector> connectors) {
    ReplayServers named = namedBy(connectors);
    return (connector, before) -> {
      String location = named.of(connector, before);
      return location.isEmpty() ? before : location;
    };
  }

  /**
   * The same, where an operator has named mailboxes: what belongs to others is refused.
   *
   * @param location of the named mailboxes, canonical
   * @return throws {@link OtherMailboxesException} where the messages belong elsewhere
   */
  default ReplayServers onlyAt(String location) {
    return (connector, before) -> {
      String server = of(connector, before);
      String belongs = MailboxServers.canonical(server);
      if (!belongs.isEmpty() && !belongs.equals(location)) {
        throw new OtherMailboxesException(belongs, location);
      }
      return server;
    };
  }

  /** The same, where messages name the mailboxes that this process delivers to. */
  default ReplayServers deliveredAt(String location) {
    ReplayServers checked = onlyAt(location);
    return (connector, before) -> {
      var _ = checked.of(connector, before);
      return location;
    };
  }
}
