package org.xipline.ingest.connector;

import java.time.Instant;
import java.util.Optional;
import org.xipline.schemas.record.Connector;
import org.xipline.schemas.record.ConnectorRun;

/** A connector that this instance polls, as its last turn left it. */
record ConnectorView(Connector connector, ConnectorRun run, DropStanding standing) {

  Optional<Instant> missingSince(Instant now) {
    return ExpectedFeed.missingSince(connector, run, now);
  }
}
