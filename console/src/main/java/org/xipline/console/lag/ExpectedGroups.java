package org.xipline.console.lag;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.xipline.schemas.record.Connector;
import org.xipline.schemas.topic.ConsumerGroup;

/** The groups that an installation has, whether or not one of them has ever been seen. */
public final class ExpectedGroups {

  private ExpectedGroups() {}

  /**
   * Of a cluster: each service, and the importers of each mailbox server that a connector names.
   */
  public static List<ConsumerGroup> of(Collection<Connector> connectors) {
    List<ConsumerGroup> groups = new ArrayList<>(ConsumerGroup.all());
    connectors.stream()
        .map(connector -> connector.getMailboxes().getLocation())
        .filter(location -> !location.isEmpty())
        .distinct()
        .sorted()
        .map(ConsumerGroup.IMPORT::of)
        .forEach(groups::add);
    return List.copyOf(groups);
  }
}
