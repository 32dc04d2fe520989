package org.xipline.console.command;

import java.time.Instant;
import java.util.List;
import org.xipline.console.cli.UsageException;
import org.xipline.console.connector.ConnectorRegistry;
import org.xipline.console.connector.ConnectorStanding;
import org.xipline.schemas.identity.ConnectorName;
import picocli.CommandLine.Parameters;

/** Which connector is meant. */
final class ConnectorArgument {
  @Parameters(paramLabel = "NAME", description = "The name of the connector.")
  private String name = "";

  String name() {
    try {
      return new ConnectorName(name).value();
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  /** It, or a usage error where there is none. */
  ConnectorStanding in(ConnectorRegistry registry, Instant now) {
    return among(registry.all(now));
  }

  /** It, or a usage error where there is none. */
  ConnectorStanding among(List<ConnectorStanding> connectors) {
    return ConnectorRegistry.find(name(), connectors)
        .orElseThrow(() ->
            new UsageException("there is no connector " + name + "; see xipline connectors list"));
  }
}
