package org.xipline.ingest.arrival;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xipline.schemas.identity.Sha256;
import org.xipline.schemas.record.Arrival;
import org.xipline.schemas.record.DeadLetter;

class ArrivalReadingTest {
  private static final String DIGEST = Sha256.digest(new byte[] {1}).hex();
  private static final Arrival ARRIVAL =
      Arrival.newBuilder()
          .setConnector("desk")
          .setArchiveId(DIGEST)
          .setArrivalId("a-1")
          .setLocation("file:///drop/a.xip")
          .setSnapshotId(DIGEST)
          .build();

  static Stream<Consumer<Arrival.Builder>> impossible() {
    return Stream.of(
        it -> it.setArchiveId("not-a-digest"),
        it -> it.setArchiveId(""),
        it -> it.setArchiveId(DIGEST.toUpperCase(java.util.Locale.ROOT)),
        it -> it.setConnector(""),
        it -> it.setConnector("../desk"),
        it -> it.setSnapshotId("zz"),
        it -> it.setArrivalId(""),
        it -> it.setLocation(""),
        it -> it.setLocation("https://example.org/a.xip"),
        it -> it.setLocation("file:a b"),
        it -> it.setLocation("file://elsewhere/a.xip"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:///drop/a.xip", "azure:container/a.xip"})
  void shouldReadAnArrival(String location) {
    Arrival arrival = ARRIVAL.toBuilder().setLocation(location).build();
    assertThat(ArrivalReading.of(record("k", arrival.toByteArray())))
        .isEqualTo(new ArrivalReading.Readable(arrival));
  }

  @ParameterizedTest
  @MethodSource("impossible")
  void shouldSetAsideWhatCannotBe(Consumer<Arrival.Builder> spoilt) {
    var arrival = ARRIVAL.toBuilder();
    spoilt.accept(arrival);
    DeadLetter letter = letterOf(record("k", arrival.build().toByteArray()));
    assertThat(letter.getReason()).isEqualTo("malformed-record");
    assertThat(letter.getDetail()).startsWith("not an arrival: ").hasSizeGreaterThan(20);
    assertThat(letter.getUndecodable()).isEqualTo(arrival.build().toByteString());
  }

  @Test
  void shouldSetAsideWhatCannotBeDecodedAndSayWhereItWas() {
    // When
    var reading = ArrivalReading.of(record("k", new byte[] {1, 2, 3}));

    // Then
    assertThat(reading)
        .isInstanceOfSatisfying(
            ArrivalReading.Unreadable.class,
            it -> {
              assertThat(it.key()).isEqualTo("k");
              assertThat(it.letter().getStage()).isEqualTo("ingest");
              assertThat(it.letter().getOriginTopic()).isEqualTo("xip.arrivals");
              assertThat(it.letter().getOriginPartition()).isEqualTo(2);
              assertThat(it.letter().getOriginOffset()).isEqualTo(7);
              assertThat(it.letter().getAt())
                  .isEqualTo(Timestamp.newBuilder().setSeconds(12).setNanos(345_000_000).build());
              assertThat(it.letter().getUndecodable())
                  .isEqualTo(ByteString.copyFrom(new byte[] {1, 2, 3}));
            });
  }

  @Test
  void shouldGiveARecordTheSameIdEachTime() {
    DeadLetter letter = letterOf(record("k", new byte[] {1}));
    assertThat(letter.getDeadLetterId()).hasSize(16);
    assertThat(letterOf(record("k", new byte[] {1}))).isEqualTo(letter);
    assertThat(letterOf(record(8, "k", new byte[] {1})).getDeadLetterId())
        .isNotEqualTo(letter.getDeadLetterId());
  }

  @Test
  void shouldKeepWhatFitsOfALongOne() {
    byte[] endless = new byte[900_000];
    DeadLetter letter = letterOf(record("k", endless));
    assertThat(letter.getUndecodable().size()).isEqualTo(512 << 10);
    var arrival = ARRIVAL.toBuilder().setLocation("x".repeat(100_000)).build();
    assertThat(letterOf(record("k", arrival.toByteArray())).getDetail().length()).isLessThan(1100);
  }

  @Test
  void shouldSetAsideARecordWithoutKeyAndValue() {
    var reading = ArrivalReading.of(record(null, null));
    assertThat(reading)
        .isInstanceOfSatisfying(
            ArrivalReading.Unreadable.class,
            it -> {
              assertThat(it.key()).isEmpty();
              assertThat(it.letter().hasUndecodable()).isFalse();
              assertThat(it.letter().getDetail()).contains("no value");
            });
  }

  private static DeadLetter letterOf(ConsumerRecord<String, byte[]> record) {
    return ((ArrivalReading.Unreadable) ArrivalReading.of(record)).letter();
  }

  private static ConsumerRecord<String, byte[]> record(
      @Nullable String key, byte @Nullable [] value) {
    return record(7, key, value);
  }

  private static ConsumerRecord<String, byte[]> record(
      long offset, @Nullable String key, byte @Nullable [] value) {
    return new ConsumerRecord<>(
        "xip.arrivals",
        2,
        offset,
        12_345,
        TimestampType.CREATE_TIME,
        0,
        0,
        key,
        value,
        new RecordHeaders(),
        Optional.empty());
  }
}
