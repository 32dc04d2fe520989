package org.xipline.console.lag;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.xipline.schemas.record.Connector;
import org.xipline.schemas.topic.ConsumerGroup;

/** The groups that an installation has, whether or not one of them has ever been seen. */
public enum ExpectedGroups {
  /** Each service runs until it is told to end. */
  WHERE_SERVICES_RUN {
    @Override
    Stream<ConsumerGroup> always() {
      return ConsumerGroup.all().stream();
    }
  },
  /**
   * Services run for as long as a command needs them: it polls no drop, and its messages all name
   * their mailbox server.
   */
  WHERE_COMMANDS_RUN {
    @Override
    Stream<ConsumerGroup> always() {
      return Stream.of(ConsumerGroup.INGEST, ConsumerGroup.CONVERT, ConsumerGroup.LEDGER);
    }
  };

  abstract Stream<ConsumerGroup> always();

  /** With the importers of each mailbox server that a connector names. */
  public List<ConsumerGroup> with(Collection<Connector> connectors) {
    Stream<ConsumerGroup> named =
        connectors.stream()
            .map(connector -> connector.getMailboxes().getLocation())
            .filter(location -> !location.isEmpty())
            .distinct()
            .sorted()
            .map(ConsumerGroup.IMPORT::of);
    return Stream.concat(always(), named).toList();
  }

  /** Where no service runs by itself: not one that delivers. */
  static List<ConsumerGroup> ofCommands() {
    return ConsumerGroup.all().stream().filter(it -> !it.equals(ConsumerGroup.IMPORT)).toList();
  }
}
