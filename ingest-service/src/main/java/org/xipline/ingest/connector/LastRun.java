package org.xipline.ingest.connector;

import java.util.Optional;
import org.xipline.schemas.record.Connector;
import org.xipline.schemas.record.ConnectorRun;

/** How the last run of a connector went. */
public final class LastRun {

  private LastRun() {}

  /**
   * The default instance before the first run. A connector that was taken out and added again under
   * the name starts anew, whatever is recorded of its namesake.
   *
   * @param recorded under the connector's name
   */
  public static ConnectorRun of(Connector connector, Optional<ConnectorRun> recorded) {
    return recorded
        .filter(run -> !isOfANamesake(run, connector))
        .orElseGet(ConnectorRun::getDefaultInstance);
  }

  private static boolean isOfANamesake(ConnectorRun run, Connector connector) {
    return run.hasStartedAt()
        && Moments.instant(run.getStartedAt()).isBefore(Moments.instant(connector.getAddedAt()));
  }
}
