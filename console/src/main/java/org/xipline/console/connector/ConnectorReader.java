package org.xipline.console.connector;

import static java.util.Comparator.comparing;

import java.time.Instant;
import java.util.List;
import org.xipline.ingest.connector.LastRun;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.runtime.kafka.TopicTable;
import org.xipline.schemas.record.Connector;
import org.xipline.schemas.record.ConnectorRun;
import org.xipline.schemas.topic.Topic;

/** Reads the connectors again and again: only what is new comes over the wire. For one thread. */
public final class ConnectorReader implements AutoCloseable {
  private final TopicTable<Connector> connectors;
  private final TopicTable<ConnectorRun> runs;

  public ConnectorReader(KafkaClients clients) {
    this.connectors = new TopicTable<>(clients, Topic.CONNECTORS, Connector::getName);
    this.runs = new TopicTable<>(clients, Topic.CONNECTOR_RUNS, ConnectorRun::getConnector);
  }

  /** All of them as they stand at this moment, by name. */
  public List<ConnectorStanding> all(Instant now) {
    connectors.catchUp();
    runs.catchUp();
    return connectors.all().stream()
        .sorted(comparing(Connector::getName))
        .map(connector ->
            ConnectorStanding.of(connector, versionOf(connector), runOf(connector), now))
        .toList();
  }

  @Override
  public void close() {
    connectors.close();
    runs.close();
  }

  private long versionOf(Connector connector) {
    return connectors.offsetOf(connector.getName()).orElseThrow();
  }

  private ConnectorRun runOf(Connector connector) {
    return LastRun.of(connector, runs.find(connector.getName()));
  }
}
