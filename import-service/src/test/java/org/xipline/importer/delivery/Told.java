package org.xipline.importer.delivery;

import com.google.protobuf.MessageLite;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.xipline.schemas.record.Outcome;
import org.xipline.schemas.record.PairsPostponed;
import org.xipline.schemas.record.PairsSettled;
import org.xipline.schemas.topic.Topic;

/** What a delivery has told. */
record Told(MockProducer<String, byte[]> producer) {

  List<ProducerRecord<String, byte[]>> records(Topic<?> topic) {
    return producer.history().stream().filter(sent -> sent.topic().equals(topic.name())).toList();
  }

  <V extends MessageLite> List<V> values(Topic<V> topic) {
    var values = new ArrayList<V>();
    for (ProducerRecord<String, byte[]> sent : records(topic)) {
      try {
        values.add(topic.parser().parseFrom(sent.value()));
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
    return values;
  }

  List<PairsSettled> settled() {
    return values(Topic.OUTCOMES).stream()
        .filter(Outcome::hasPairsSettled)
        .map(Outcome::getPairsSettled)
        .toList();
  }

  /** Of messages that wait. */
  List<PairsPostponed> postponed() {
    return values(Topic.OUTCOMES).stream()
        .filter(Outcome::hasPairsPostponed)
        .map(Outcome::getPairsPostponed)
        .toList();
  }
}
