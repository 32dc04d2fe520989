package org.xipline.console.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.xipline.schemas.topic.Topic;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.json.JsonFactory;

/**
 * A topic's record as one line of JSON. Digests are shown in hex, and all other bytes, which may be
 * people's messages, as their number alone.
 */
public final class RecordLine {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int DIGEST_BYTES = 32;

  private RecordLine() {}

  /** The line, without its end. */
  public static String of(ConsumerRecord<String, byte[]> record, Topic<?> topic) {
    var bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringProperty("topic", record.topic());
      json.writeNumberProperty("partition", record.partition());
      json.writeNumberProperty("offset", record.offset());
      json.writeStringProperty("at", Instant.ofEpochMilli(record.timestamp()).toString());
      json.writeStringProperty("key", record.key());
      writeValue(json, record.value(), topic);
      json.writeEndObject();
    }
    return bytes.toString(UTF_8);
  }

  private static void writeValue(JsonGenerator json, byte[] value, Topic<?> topic) {
    if (value == null) {
      json.writeNullProperty("value");
      return;
    }
    try {
      Message message = (Message) topic.parser().parseFrom(value);
      json.writeName("value");
      write(json, message);
    } catch (InvalidProtocolBufferException e) {
      json.writeStringProperty(
          "undecodable", "%d bytes: %s".formatted(value.length, e.getMessage()));
    }
  }

  private static void write(JsonGenerator json, Message message) {
    if (message instanceof Timestamp time) {
      json.writeString(Instant.ofEpochSecond(time.getSeconds(), time.getNanos()).toString());
      return;
    }
    json.writeStartObject();
    for (Map.Entry<FieldDescriptor, Object> field : message.getAllFields().entrySet()) {
      json.writeName(field.getKey().getJsonName());
      write(json, field.getKey(), field.getValue());
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, FieldDescriptor field, Object value) {
    if (field.isRepeated()) {
      json.writeStartArray();
      ((List<?>) value).forEach(one -> writeOne(json, one));
      json.writeEndArray();
    } else {
      writeOne(json, value);
    }
  }

  private static void writeOne(JsonGenerator json, Object value) {
    switch (value) {
      case Message message -> write(json, message);
      case ByteString bytes -> json.writeString(summary(bytes));
      case EnumValueDescriptor word -> json.writeString(word.getName());
      case Boolean bool -> json.writeBoolean(bool);
      case Integer number -> json.writeNumber(number);
      case Long number -> json.writeNumber(number);
      default -> json.writeString(String.valueOf(value));
    }
  }

  private static String summary(ByteString bytes) {
    return bytes.size() == DIGEST_BYTES
        ? HexFormat.of().formatHex(bytes.toByteArray())
        : "%d bytes".formatted(bytes.size());
  }
}
