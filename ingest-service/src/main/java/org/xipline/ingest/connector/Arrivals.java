package org.xipline.ingest.connector;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.xipline.ingest.drop.DropFile;
import org.xipline.schemas.identity.ArchiveId;
import org.xipline.schemas.identity.Sha256;
import org.xipline.schemas.record.Arrival;
import org.xipline.schemas.record.ConnectorRun;
import org.xipline.schemas.topic.Topic;

/** Tells ingest of files, and everybody of runs. Safe for use by many threads. */
final class Arrivals {
  private final Producer<String, byte[]> producer;

  Arrivals(Producer<String, byte[]> producer) {
    this.producer = producer;
  }

  /** The same file gives the same id, so that an answer is known again after a crash. */
  static String idOf(String connector, DropFile file, ArchiveId archive) {
    String identity = String.join("\0", connector, file.name(), file.version(), archive.hex());
    return "drop-" + Sha256.digest(identity.getBytes(UTF_8)).hex();
  }

  /** Returns when the broker has it. */
  void publish(Arrival arrival) throws IOException, InterruptedException {
    send(
        Topic.ARRIVALS,
        arrival.getConnector() + "/" + arrival.getArchiveId(),
        arrival.toByteArray());
  }

  /** Returns when the broker has it. */
  void publish(ConnectorRun run) throws IOException, InterruptedException {
    send(Topic.CONNECTOR_RUNS, run.getConnector(), run.toByteArray());
  }

  private void send(Topic<?> topic, String key, byte[] value)
      throws IOException, InterruptedException {
    try {
      producer.send(new ProducerRecord<>(topic.name(), key, value)).get();
    } catch (ExecutionException e) {
      throw new IOException("a record of " + topic.name() + " could not be sent", e.getCause());
    }
  }
}
