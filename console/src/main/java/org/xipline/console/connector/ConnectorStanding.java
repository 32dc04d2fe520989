package org.xipline.console.connector;

import java.time.Instant;
import java.util.Optional;
import org.xipline.ingest.connector.ExpectedFeed;
import org.xipline.ingest.connector.NextRun;
import org.xipline.schemas.record.Connector;
import org.xipline.schemas.record.ConnectorRun;

/**
 * A connector, and how it stands.
 *
 * @param version another after each edit of the connector
 * @param run the last one, or the one that goes on; the default instance before the first
 * @param missingSince the time by which an archive was expected that has not come
 */
public record ConnectorStanding(
    Connector connector,
    long version,
    ConnectorRun run,
    NextRun next,
    Optional<Instant> missingSince) {

  static ConnectorStanding of(Connector connector, long version, ConnectorRun run, Instant now) {
    return new ConnectorStanding(
        connector,
        version,
        run,
        NextRun.of(connector, run, now),
        ExpectedFeed.missingSince(connector, run, now));
  }
}
