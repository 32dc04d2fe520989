package org.xipline.console.command;

import java.time.Instant;
import java.util.Locale;
import org.xipline.console.connector.ConnectorRegistry;
import org.xipline.ingest.connector.Moments;
import org.xipline.schemas.record.Connector;

/** What can be done to a connector by its name alone. */
enum ConnectorChange {
  PAUSE("Stops polling a connector's drop until it is resumed.", "is paused"),
  RESUME("Resumes a paused connector. A missed run is made up for.", "is resumed"),
  RUN("Runs a connector now.", "will run as soon as its ingest service reads the request"),
  REMOVE("Removes a connector. What it imported stays in the ledger.", "is removed");

  private final String description;
  private final String done;

  ConnectorChange(String description, String done) {
    this.description = description;
    this.done = done;
  }

  /** As on the command line. */
  String command() {
    return name().toLowerCase(Locale.ROOT);
  }

  String description() {
    return description;
  }

  /** To be said of it afterwards. */
  String done() {
    return done;
  }

  ConnectorRegistry.Change of(Connector connector, String by, Instant now) {
    var at = Moments.timestamp(now);
    var changed = connector.toBuilder().setChangedAt(at).setChangedBy(by);
    return switch (this) {
      case PAUSE -> new ConnectorRegistry.Change.Put(changed.setPaused(true).build());
      case RESUME -> new ConnectorRegistry.Change.Put(changed.setPaused(false).build());
      case RUN ->
          new ConnectorRegistry.Change.Put(connector.toBuilder().setRunRequestedAt(at).build());
      case REMOVE -> new ConnectorRegistry.Change.Remove(connector.getName());
    };
  }
}
