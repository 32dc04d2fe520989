package org.xipline.schemas.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Records outlive the software that wrote them. {@code records.txt} pins every field's number and
 * type; what stands there stays. A new field is a new line there.
 */
class RecordCompatibilityTest {
  private static final List<FileDescriptor> FILES =
      List.of(
          PayloadProto.getDescriptor(),
          ArrivalProto.getDescriptor(),
          SnapshotProto.getDescriptor(),
          EntryProto.getDescriptor(),
          MessageProto.getDescriptor(),
          DeadLetterProto.getDescriptor(),
          OutcomeProto.getDescriptor(),
          ConnectorProto.getDescriptor(),
          HoldProto.getDescriptor(),
          ActionProto.getDescriptor());

  @Test
  void shouldKeepEveryPinnedField() {
    assertThat(current())
        .as("a pinned field is gone or changed: readers of old records would misread them")
        .containsAll(pinned());
  }

  @Test
  void shouldPinEveryField() {
    assertThat(pinned())
        .as("new fields are pinned in records.txt in the change that adds them")
        .containsAll(current());
  }

  private static List<String> pinned() {
    try (var in = RecordCompatibilityTest.class.getResourceAsStream("records.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> current() {
    return FILES.stream()
        .flatMap(file ->
            Stream.concat(
                file.getMessageTypes().stream().flatMap(RecordCompatibilityTest::fields),
                file.getEnumTypes().stream().flatMap(RecordCompatibilityTest::values)))
        .toList();
  }

  private static Stream<String> fields(Descriptor message) {
    return message.getFields().stream()
        .map(field ->
            "%s %d %s %s%s"
                .formatted(
                    message.getFullName(),
                    field.getNumber(),
                    field.getName(),
                    field.isRepeated() ? "repeated " : "",
                    type(field)));
  }

  private static String type(FieldDescriptor field) {
    return switch (field.getJavaType()) {
      case MESSAGE -> field.getMessageType().getFullName();
      case ENUM -> field.getEnumType().getFullName();
      case INT, LONG, FLOAT, DOUBLE, BOOLEAN, STRING, BYTE_STRING ->
          field.getType().name().toLowerCase(java.util.Locale.ROOT);
    };
  }

  private static Stream<String> values(EnumDescriptor type) {
    return type.getValues().stream()
        .map(value -> "%s %d %s".formatted(type.getFullName(), value.getNumber(), value.getName()));
  }
}
