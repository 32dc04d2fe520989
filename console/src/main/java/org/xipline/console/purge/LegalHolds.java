package org.xipline.console.purge;

import static java.util.Comparator.comparing;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.xipline.console.ledger.ArchiveKey;
import org.xipline.runtime.kafka.KafkaClients;
import org.xipline.runtime.kafka.TopicTable;
import org.xipline.schemas.record.LegalHold;
import org.xipline.schemas.topic.Topic;

/** What must stay, as {@code xip.holds} has it. */
public final class LegalHolds {
  private final KafkaClients clients;

  public LegalHolds(KafkaClients clients) {
    this.clients = clients;
  }

  /** All that are in force at this moment. */
  public List<LegalHold> all() {
    try (var holds = new TopicTable<>(clients, Topic.HOLDS, LegalHolds::keyOf)) {
      holds.catchUp();
      return holds.all().stream().sorted(comparing(LegalHolds::keyOf)).toList();
    }
  }

  /** Whether one of them is on this archive. */
  static boolean cover(List<LegalHold> holds, ArchiveKey archive) {
    return holds.stream()
        .filter(hold -> hold.getConnector().equals(archive.connector().value()))
        .anyMatch(hold ->
            hold.getArchiveId().isEmpty() || hold.getArchiveId().equals(archive.archiveId().hex()));
  }

  /** Returns when the brokers have it. */
  public void place(LegalHold hold) throws IOException, InterruptedException {
    send(keyOf(hold), hold.toByteArray());
  }

  /** Returns when the brokers know. */
  public void release(LegalHold hold) throws IOException, InterruptedException {
    send(keyOf(hold), null);
  }

  private static String keyOf(LegalHold hold) {
    return hold.getArchiveId().isEmpty()
        ? hold.getConnector()
        : hold.getConnector() + "/" + hold.getArchiveId();
  }

  private void send(String key, byte @Nullable [] value) throws IOException, InterruptedException {
    try (Producer<String, byte[]> producer = clients.producer(Map.of())) {
      producer.send(new ProducerRecord<>(Topic.HOLDS.name(), key, value)).get();
    } catch (ExecutionException e) {
      throw new IOException("legal holds cannot be written", e.getCause());
    }
  }
}
