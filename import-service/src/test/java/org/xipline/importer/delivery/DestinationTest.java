package org.xipline.importer.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xipline.importer.mailbox.MailboxContract.ALICE;

import com.google.protobuf.ByteString;
import org.junit.jupiter.api.Test;

class DestinationTest {
  private static final String DESK = "imaps://desk.example:993";
  private static final InFlightContents UNNAMED = contents("");
  private static final InFlightContents FOR_DESK = contents(DESK);
  private static final InFlightContents UNREADABLE =
      new InFlightContents.Unreadable(ByteString.EMPTY, "no message");

  @Test
  void shouldTakeWhatNamesNoServerAndWhatCannotBeRead() {
    assertThat(Destination.UNNAMED.takes(UNNAMED)).isTrue();
    assertThat(Destination.UNNAMED.takes(FOR_DESK)).isFalse();
    assertThat(Destination.UNNAMED.takes(UNREADABLE)).isTrue();
  }

  @Test
  void shouldTakeWhatNamesItsServerAndLeaveToOthersWhatCannotBeRead() {
    Destination desk = Destination.named(DESK);

    assertThat(desk.takes(UNNAMED)).isFalse();
    assertThat(desk.takes(FOR_DESK)).isTrue();
    assertThat(desk.takes(UNREADABLE)).isFalse();
    assertThat(Destination.only(DESK).takes(FOR_DESK)).isTrue();
    assertThat(Destination.only(DESK).takes(UNREADABLE)).isTrue();
  }

  @Test
  void shouldHaveAGroupForEachServer() {
    assertThat(Destination.UNNAMED.groupId("xip-import")).isEqualTo("xip-import");
    assertThat(Destination.named(DESK).groupId("xip-import")).isEqualTo("xip-import@" + DESK);
    assertThat(Destination.UNNAMED.name()).isEqualTo("default");
    assertThat(Destination.named(DESK).name()).isEqualTo(DESK);
  }

  @Test
  void shouldKnowWhichServerAMessageNames() {
    assertThat(Destination.named(FOR_DESK)).isEqualTo(DESK);
    assertThat(Destination.named(UNNAMED)).isEmpty();
    assertThat(Destination.named(UNREADABLE)).isEmpty();
  }

  private static InFlightContents contents(String server) {
    return new InFlightContents.Readable(
        Records.message(ALICE, "1").toBuilder().setMailboxServer(server).build());
  }
}
