package org.xipline.console.command;

import java.time.Instant;
import org.xipline.console.connector.ConnectorRegistry;
import org.xipline.console.connector.ConnectorStanding;
import org.xipline.schemas.identity.ConnectorName;
import picocli.CommandLine.Parameters;

/** Which connector is meant. */
final class ConnectorArgument {
  @Parameters(paramLabel = "NAME", description = "Name of the connector.")
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
    return registry
        .find(name(), now)
        .orElseThrow(() ->
            new UsageException("there is no connector " + name + "; see xipline connectors list"));
  }
}
