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
 * @param run the last one, or the one that goes on; the default instance before the first
 * @param missingSince the time by which an archive was expected that has not come
 */
public record ConnectorStanding(
    Connector connector, ConnectorRun run, NextRun next, Optional<Instant> missingSince) {

  static ConnectorStanding of(Connector connector, ConnectorRun run, Instant now) {
    return new ConnectorStanding(
        connector,
        run,
        NextRun.of(connector, run, now),
        ExpectedFeed.missingSince(connector, run, now));
  }
}
