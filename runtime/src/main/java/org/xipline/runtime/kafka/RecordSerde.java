package org.xipline.runtime.kafka;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.xipline.schemas.topic.Topic;

/** Protocol Buffers as Kafka serdes. A null value stays null: it is a tombstone. */
public final class RecordSerde {

  private RecordSerde() {}

  /** For the values of a topic. */
  public static <V extends MessageLite> Serde<V> of(Topic<V> topic) {
    return of(topic.parser());
  }

  /** For state stores and whatever else is no topic's value. */
  public static <V extends MessageLite> Serde<V> of(Parser<V> parser) {
    return Serdes.serdeFrom(serializer(), deserializer(parser));
  }

  @SuppressWarnings("NullAway") // Kafka's interfaces are not annotated: null is a tombstone.
  private static <V extends MessageLite> Serializer<V> serializer() {
    return (topic, message) -> message == null ? null : message.toByteArray();
  }

  @SuppressWarnings("NullAway")
  private static <V extends MessageLite> Deserializer<V> deserializer(Parser<V> parser) {
    return (topic, bytes) -> {
      try {
        return bytes == null ? null : parser.parseFrom(bytes);
      } catch (InvalidProtocolBufferException e) {
        throw new SerializationException("cannot decode a record of " + topic, e);
      }
    };
  }
}
