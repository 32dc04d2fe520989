package org.xipline.console.connector;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.schemas.record.Connector;
import org.xipline.schemas.topic.Topic;

/** The connectors, as {@code xip.connectors} has them. */
public final class ConnectorRegistry {
  private final KafkaClients clients;

  public ConnectorRegistry(KafkaClients clients) {
    this.clients = clients;
  }

  /** All of them as they stand at this moment, by name. */
  public List<ConnectorStanding> all(Instant now) {
    try (var reader = new ConnectorReader(clients)) {
      return reader.all(now);
    }
  }

  /** The one of this name, as it stands at this moment. */
  public Optional<ConnectorStanding> find(String name, Instant now) {
    return all(now).stream().filter(it -> it.connector().getName().equals(name)).findFirst();
  }

  /** Writes a connector, in place of the one of its name; returns when the brokers have it. */
  public void put(Connector connector) throws IOException, InterruptedException {
    send(Topic.CONNECTORS, connector.getName(), connector.toByteArray());
  }

  /** Takes a connector out; what it has imported stays accounted for. */
  public void remove(String name) throws IOException, InterruptedException {
    send(Topic.CONNECTORS, name, null);
    send(Topic.CONNECTOR_RUNS, name, null);
  }

  private void send(Topic<?> topic, String key, byte @Nullable [] value)
      throws IOException, InterruptedException {
    try (Producer<String, byte[]> producer = clients.producer(Map.of())) {
      producer.send(new ProducerRecord<>(topic.name(), key, value)).get();
    } catch (ExecutionException e) {
      throw new IOException("the registry of connectors cannot be written", e.getCause());
    }
  }
}
