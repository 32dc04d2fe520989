package org.xipline.ingest.connector;

import java.nio.file.Path;
import java.util.Optional;
import org.xipline.ingest.rules.RulesReader;
import org.xipline.ingest.rules.RulesReading;
import org.xipline.ingest.rules.RulesSnapshot;
import org.xipline.ingest.rules.RulesSource;
import org.xipline.schemas.record.Connector;
import org.xipline.schemas.record.UserSource;

/** A connector's users and rules, as they are now. */
public final class ConnectorRules {

  private ConnectorRules() {}

  /** Reads the files that the connector names, anew. */
  public static RulesReading read(Connector connector) {
    UserSource users = connector.getUsers();
    RulesReading reading =
        RulesReader.read(
            new RulesSource(
                path(users.getDirectoryFile()),
                path(users.getMappingFile()),
                users.getAcceptedDomainsList(),
                connector.getLimitBytes(),
                connector.getTrust()));
    return switch (reading) {
      case RulesReading.Accepted(RulesSnapshot rules) ->
          new RulesReading.Accepted(rules.deliveredTo(connector.getMailboxes().getLocation()));
      case RulesReading.Refused refused -> refused;
    };
  }

  private static Optional<Path> path(String name) {
    return name.isEmpty() ? Optional.empty() : Optional.of(Path.of(name));
  }
}
