package org.xipline.console.replay;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.Collection;
import java.util.Map;
import org.xipline.schemas.record.Connector;

/** Which mailbox server a replay delivers to, as messages and snapshots say it. */
@FunctionalInterface
public interface ReplayServers {

  /** All to the server of whoever delivers. */
  ReplayServers OWN = (_, _) -> "";

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
}
