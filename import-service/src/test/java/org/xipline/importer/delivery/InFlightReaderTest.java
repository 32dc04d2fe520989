package org.xipline.importer.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xipline.importer.mailbox.MailboxContract.ALICE;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xipline.schemas.record.MailboxMessage;

class InFlightReaderTest {
  private static final Instant WRITTEN = Instant.parse("2026-11-20T09:15:00Z");
  private static final Instant TRIED = Instant.parse("2026-11-20T07:00:00.000000005Z");
  private static final Instant DUE = Instant.parse("2026-11-20T10:00:00Z");
  private static final MailboxMessage MESSAGE = Records.message(ALICE, "1");

  private final PartitionFlow flow = new PartitionFlow(new TopicPartition("xip.messages", 3));

  @Test
  void shouldReadAMessageThatWasNeverTried() {
    // When
    InFlightMessage parcel = read("key", MESSAGE.toByteArray());

    // Then
    assertThat(parcel.flow()).isSameAs(flow);
    assertThat(parcel.offset()).isEqualTo(7);
    assertThat(parcel.key()).isEqualTo("key");
    assertThat(parcel.contents()).isEqualTo(new InFlightContents.Readable(MESSAGE));
    assertThat(parcel.lane()).isEqualTo(ALICE.value());
    assertThat(parcel.attempts()).isZero();
    assertThat(parcel.notBefore()).isEqualTo(Instant.EPOCH);
    assertThat(parcel.waitingSince()).isEqualTo(WRITTEN);
    assertThat(parcel.firstTriedAt(DUE)).isEqualTo(DUE);
    assertThat(parcel.sizeBytes()).isGreaterThan(MESSAGE.getSerializedSize());
    assertThat(read("key", MESSAGE.toByteArray()).sizeBytes() - read("key", null).sizeBytes())
        .isEqualTo(MESSAGE.getSerializedSize());
  }

  @Test
  void shouldGoOnCountingWhereARetryLeftOff() {
    // Given
    MailboxMessage retry = OutcomeRecords.retry(MESSAGE, 4, TRIED, DUE);

    // When
    InFlightMessage parcel = read("key", retry.toByteArray());

    // Then
    assertThat(parcel.attempts()).isEqualTo(4);
    assertThat(parcel.firstTriedAt(DUE)).isEqualTo(TRIED);
    assertThat(parcel.waitingSince()).isEqualTo(TRIED);
    assertThat(parcel.notBefore()).isEqualTo(DUE);

    // When
    InFlightMessage tried = parcel.attempted(DUE).attempted(DUE.plusSeconds(1));

    // Then
    assertThat(tried.attempts()).isEqualTo(6);
    assertThat(tried.firstTriedAt(DUE)).isEqualTo(TRIED);
  }

  @Test
  void shouldRememberWhenAMessageWasFirstTried() {
    InFlightMessage tried = read("key", MESSAGE.toByteArray()).attempted(TRIED).attempted(DUE);

    assertThat(tried.firstTriedAt(DUE)).isEqualTo(TRIED);
    assertThat(tried.attempts()).isEqualTo(2);
    assertThat(tried.waitingSince()).isEqualTo(WRITTEN);
  }

  @Test
  void shouldPutWhatCannotBeReadIntoTheLaneOfItsKey() {
    // Given
    byte[] noMessage = {(byte) 0xff, 1, 2};

    // Then
    assertThat(read("key", noMessage))
        .satisfies(it -> {
          assertThat(it.lane()).isEqualTo("key");
          assertThat(it.notBefore()).isEqualTo(Instant.EPOCH);
          assertThat(it.waitingSince()).isEqualTo(WRITTEN);
          assertThat(it.attempts()).isZero();
        })
        .extracting(InFlightMessage::contents)
        .isInstanceOfSatisfying(
            InFlightContents.Unreadable.class,
            it -> {
              assertThat(it.bytes()).isEqualTo(ByteString.copyFrom(noMessage));
              assertThat(it.detail()).startsWith("not a message for a mailbox: ");
            });
    assertThat(read(null, noMessage).lane()).isEmpty();
    assertThat(read("key", null).contents())
        .isEqualTo(new InFlightContents.Unreadable(ByteString.EMPTY, "the record has no value"));
  }

  @ParameterizedTest
  @CsvSource({
    "-62135596800, 0, true",
    "-62135596801, 0, false",
    "253402300799, 999999999, true",
    "253402300800, 0, false",
    "0, -1, false",
    "0, 1000000000, false"
  })
  void shouldSetAsideAMessageWithATimeThatIsNone(long seconds, int nanos, boolean isTime) {
    // Given
    var time = Timestamp.newBuilder().setSeconds(seconds).setNanos(nanos).build();
    MailboxMessage due = MESSAGE.toBuilder().setNotBefore(time).build();
    MailboxMessage tried = MESSAGE.toBuilder().setFirstTriedAt(time).build();

    // Then
    assertThat(read("key", due.toByteArray()).contents() instanceof InFlightContents.Readable)
        .isEqualTo(isTime);
    assertThat(read("key", tried.toByteArray()).contents() instanceof InFlightContents.Readable)
        .isEqualTo(isTime);
  }

  private InFlightMessage read(@Nullable String key, byte @Nullable [] value) {
    return InFlightReader.read(
        new ConsumerRecord<>(
            "xip.messages",
            3,
            7,
            WRITTEN.toEpochMilli(),
            TimestampType.CREATE_TIME,
            0,
            0,
            key,
            value,
            new RecordHeaders(),
            Optional.empty()),
        flow);
  }
}
