package org.xipline.console.simulation.promise;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.xipline.console.ledger.FoldedLedger;
import org.xipline.console.simulation.world.Installation;
import org.xipline.console.simulation.world.Unreadable;
import org.xipline.schemas.record.DeadLetter;
import org.xipline.schemas.topic.Topic;

/** Each record that nobody can read is a dead letter that says where it is. */
final class UnreadableSetAside implements Promise {

  @Override
  public List<String> broken(Installation installation, FoldedLedger ledger) {
    var setAside = new HashSet<String>();
    for (ConsumerRecord<String, byte[]> record :
        installation.world().kafka().everCommitted(Topic.DEAD_LETTERS.name())) {
      setAside.add(placeOf(record));
    }
    var broken = new ArrayList<String>();
    for (Unreadable.Place place : installation.world().unreadable().left()) {
      String name = "%s@%d".formatted(place.partition(), place.offset());
      if (!setAside.contains(name)) {
        broken.add(name + " cannot be read, and is not set aside");
      }
    }
    return broken;
  }

  private static String placeOf(ConsumerRecord<String, byte[]> record) {
    try {
      DeadLetter letter = DeadLetter.parseFrom(record.value());
      return "%s-%d@%d"
          .formatted(
              letter.getOriginTopic(), letter.getOriginPartition(), letter.getOriginOffset());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }
}
