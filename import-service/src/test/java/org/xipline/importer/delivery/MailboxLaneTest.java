package org.xipline.importer.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xipline.importer.mailbox.MailboxContract.ALICE;

import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class MailboxLaneTest {
  private final PartitionFlow kept = new PartitionFlow(new TopicPartition("xip.messages", 0));
  private final PartitionFlow leaving = new PartitionFlow(new TopicPartition("xip.messages", 1));
  private final MailboxLane lane = new MailboxLane("alice@desk.example");

  @Test
  void shouldTakeNoMoreMessagesThanMayGoTogether() {
    // Given
    List<InFlightMessage> parcels = List.of(parcel(0, 10), parcel(1, 10), parcel(2, 10));
    parcels.forEach(lane::add);

    // Then
    assertThat(lane.begin(2, 1000)).isEqualTo(parcels.subList(0, 2));
    assertThat(lane.begin(2, 1000)).isEqualTo(parcels.subList(2, 3));
    assertThat(lane.begin(2, 1000)).isEmpty();
  }

  @Test
  void shouldTakeNoMoreBytesThanMayGoTogetherButOneMessageInAnyCase() {
    // Given
    List<InFlightMessage> parcels =
        List.of(parcel(0, 10), parcel(1, 20), parcel(2, 31), parcel(3, 1));
    parcels.forEach(lane::add);

    // Then
    assertThat(lane.begin(9, 30)).isEqualTo(parcels.subList(0, 2));
    assertThat(lane.begin(9, 30)).isEqualTo(parcels.subList(2, 3));
    assertThat(lane.begin(9, 30)).isEqualTo(parcels.subList(3, 4));
  }

  @Test
  void shouldNotCountTheBytesOfWhatCannotBeRead() {
    // Given
    InFlightMessage unreadable =
        new InFlightMessage(
            kept,
            0,
            lane.name(),
            Instant.EPOCH,
            5000,
            new InFlightContents.Unreadable(ByteString.copyFrom(new byte[5000]), "no message"),
            0,
            null);
    InFlightMessage readable = parcel(1, 30);
    lane.add(unreadable);
    lane.add(readable);

    // Then
    assertThat(lane.begin(9, 30)).containsExactly(unreadable, readable);
  }

  @Test
  void shouldDeliverFirstWhatIsToBeDeliveredAgain() {
    // Given
    List<InFlightMessage> parcels = List.of(parcel(0, 1), parcel(1, 1), parcel(2, 1));
    parcels.forEach(lane::add);
    assertThat(lane.isUnderWay()).isFalse();
    lane.begin(2, 100);
    assertThat(lane.isUnderWay()).isTrue();

    // When
    lane.end(parcels.subList(0, 2));

    // Then
    assertThat(lane.isUnderWay()).isFalse();
    assertThat(lane.begin(9, 100)).isEqualTo(parcels);
  }

  @Test
  void shouldLetGoOfWhatBelongsToPartitionsThatWereGivenUp() {
    // Given
    InFlightMessage stays = parcel(0, 1);
    InFlightMessage goes = parcel(leaving, 0, 1);
    lane.add(goes);
    lane.add(stays);

    // When
    leaving.giveUp();

    // Then
    assertThat(lane.takeGivenUp()).containsExactly(goes);
    assertThat(lane.takeGivenUp()).isEmpty();
    assertThat(lane.isEmpty()).isFalse();
    assertThat(lane.takeAll()).containsExactly(stays);
    assertThat(lane.isEmpty()).isTrue();
  }

  private InFlightMessage parcel(long offset, long contentBytes) {
    return parcel(kept, offset, contentBytes);
  }

  private static InFlightMessage parcel(PartitionFlow flow, long offset, long contentBytes) {
    var message =
        Records.message(ALICE, "m" + offset).toBuilder().setMessageSizeBytes(contentBytes).build();
    return new InFlightMessage(
        flow, offset, "key", Instant.EPOCH, 1, new InFlightContents.Readable(message), 0, null);
  }
}
