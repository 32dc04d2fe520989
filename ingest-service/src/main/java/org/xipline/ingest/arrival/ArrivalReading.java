package org.xipline.ingest.arrival;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import java.net.URI;
import java.nio.file.Path;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.xipline.runtime.azure.AzureContainer;
import org.xipline.schemas.identity.ArchiveId;
import org.xipline.schemas.identity.ConnectorName;
import org.xipline.schemas.identity.Sha256;
import org.xipline.schemas.reason.DeadLetterReason;
import org.xipline.schemas.record.Arrival;
import org.xipline.schemas.record.DeadLetter;

/** What a record of {@code xip.arrivals} turns out to be. */
public sealed interface ArrivalReading {
  int MAX_KEPT_BYTES = 512 << 10;
  int MAX_WHY = 1000;
  int ID_DIGITS = 16;

  /** An arrival whose archive can be looked for. */
  record Readable(Arrival arrival) implements ArrivalReading {}

  /**
   * None.
   *
   * @param key that the record has; empty where it has none
   */
  record Unreadable(String key, DeadLetter letter) implements ArrivalReading {}

  /** Reads one. */
  static ArrivalReading of(ConsumerRecord<String, byte[]> record) {
    byte @Nullable [] value = record.value();
    if (value == null) {
      return unreadable(record, "it has no value");
    }
    try {
      Arrival arrival = Arrival.parseFrom(value);
      requirePossible(arrival);
      return new Readable(arrival);
    } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
      return unreadable(record, String.valueOf(e.getMessage()));
    }
  }

  /** What it names could be. */
  private static void requirePossible(Arrival arrival) {
    var _ = new ArchiveId(arrival.getArchiveId());
    var _ = new ConnectorName(arrival.getConnector());
    var _ = Sha256.ofHex(arrival.getSnapshotId());
    if (arrival.getArrivalId().isEmpty()) {
      throw new IllegalArgumentException("it has no arrival id");
    }
    if (!AzureContainer.isNamedBy(arrival.getLocation())) {
      requirePath(arrival.getLocation());
    }
  }

  private static void requirePath(String location) {
    URI uri = URI.create(location);
    if (!"file".equals(uri.getScheme())) {
      throw new IllegalArgumentException("not a possible path: " + location);
    }
    var _ = Path.of(uri);
  }

  private static Unreadable unreadable(ConsumerRecord<String, byte[]> record, String why) {
    byte @Nullable [] value = record.value();
    int kept = value == null ? 0 : Math.min(value.length, MAX_KEPT_BYTES);
    var letter =
        DeadLetter.newBuilder()
            .setDeadLetterId(idOf(record))
            .setStage("ingest")
            .setReason(DeadLetterReason.MALFORMED_RECORD.code())
            .setDetail("not an arrival: " + why.substring(0, Math.min(why.length(), MAX_WHY)))
            .setOriginTopic(record.topic())
            .setOriginPartition(record.partition())
            .setOriginOffset(record.offset())
            .setAt(
                Timestamp.newBuilder()
                    .setSeconds(Math.floorDiv(record.timestamp(), 1000L))
                    .setNanos((int) Math.floorMod(record.timestamp(), 1000L) * 1_000_000));
    if (value != null) {
      letter.setUndecodable(ByteString.copyFrom(value, 0, kept));
    }
    return new Unreadable(record.key() == null ? "" : record.key(), letter.build());
  }

  /** The same for a record that is consumed twice. */
  private static String idOf(ConsumerRecord<String, byte[]> record) {
    String origin =
        String.join(
            "/",
            "ingest",
            record.topic(),
            String.valueOf(record.partition()),
            String.valueOf(record.offset()));
    return Sha256.digest(origin.getBytes(UTF_8)).hex().substring(0, ID_DIGITS);
  }
}
