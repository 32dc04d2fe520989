package org.xipline.console.action;

import com.google.protobuf.MessageLite;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.xipline.console.ledger.ArchiveKey;
import org.xipline.schemas.record.Outcome;
import org.xipline.schemas.topic.Topic;

/** Records that actions write. */
public final class ActionRecords {

  private ActionRecords() {}

  public static <V extends MessageLite> ProducerRecord<String, byte[]> of(
      Topic<V> topic, String key, V value) {
    return new ProducerRecord<>(topic.name(), key, value.toByteArray());
  }

  /** One that takes the key out of a compacted topic. */
  public static ProducerRecord<String, byte[]> removal(Topic<?> topic, String key) {
    return new ProducerRecord<>(topic.name(), key, null);
  }

  /** A fact about an archive; the fact is set already. */
  public static ProducerRecord<String, byte[]> fact(
      ArchiveKey archive, Instant at, Outcome.Builder fact) {
    Outcome outcome =
        fact.setConnector(archive.connector().value())
            .setArchiveId(archive.archiveId().hex())
            .setAt(ActionState.timestamp(at))
            .build();
    return of(Topic.OUTCOMES, outcome.getArchiveId(), outcome);
  }

  /** A fact about something that belongs to no archive; the fact is set already. */
  public static ProducerRecord<String, byte[]> fact(String key, Instant at, Outcome.Builder fact) {
    return of(Topic.OUTCOMES, key, fact.setAt(ActionState.timestamp(at)).build());
  }
}
