package org.xipline.importer.delivery;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import com.google.protobuf.UnsafeByteOperations;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.xipline.importer.delivery.InFlightContents.Readable;
import org.xipline.importer.delivery.InFlightContents.Unreadable;
import org.xipline.schemas.record.MailboxMessage;

/** Makes parcels of records. Never fails: what cannot be read is a parcel that says so. */
final class InFlightReader {
  /** Objects around the bytes. */
  private static final int OVERHEAD_BYTES = 1024;

  private static final long FIRST_SECOND = -62_135_596_800L;
  private static final long LAST_SECOND = 253_402_300_799L;
  private static final int NANOS = 1_000_000_000;

  private InFlightReader() {}

  static InFlightMessage read(ConsumerRecord<String, byte[]> source, PartitionFlow flow) {
    byte[] value = source.value();
    int sizeBytes = (value == null ? 0 : value.length) + OVERHEAD_BYTES;
    Instant writtenAt = Instant.ofEpochMilli(source.timestamp());
    return switch (contents(value)) {
      case Readable(MailboxMessage message) ->
          new InFlightMessage(
              flow,
              source.offset(),
              source.key(),
              writtenAt,
              sizeBytes,
              new Readable(message),
              message.getAttempts(),
              message.hasFirstTriedAt() ? instant(message.getFirstTriedAt()) : null);
      case Unreadable unreadable ->
          new InFlightMessage(
              flow, source.offset(), source.key(), writtenAt, sizeBytes, unreadable, 0, null);
    };
  }

  private static InFlightContents contents(byte @Nullable [] value) {
    if (value == null) {
      return new Unreadable(ByteString.EMPTY, "the record has no value");
    }
    // Nobody else holds the array, so neither it nor the payload in it needs copying.
    ByteString bytes = UnsafeByteOperations.unsafeWrap(value);
    try {
      var in = bytes.newCodedInput();
      in.enableAliasing(true);
      MailboxMessage message = MailboxMessage.parser().parseFrom(in);
      return isTime(message.getNotBefore()) && isTime(message.getFirstTriedAt())
          ? new Readable(message)
          : new Unreadable(bytes, "not a message for a mailbox: an invalid time");
    } catch (InvalidProtocolBufferException e) {
      return new Unreadable(bytes, "not a message for a mailbox: " + e.getMessage());
    }
  }

  /** As Protocol Buffers have it: from the year 1 to the year 9999. */
  private static boolean isTime(Timestamp time) {
    return time.getSeconds() >= FIRST_SECOND
        && time.getSeconds() <= LAST_SECOND
        && time.getNanos() >= 0
        && time.getNanos() < NANOS;
  }

  static Instant instant(Timestamp time) {
    return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
  }
}
