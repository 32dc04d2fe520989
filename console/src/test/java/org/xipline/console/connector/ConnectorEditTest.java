package org.xipline.console.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.xipline.console.connector.ConnectorEdit.Decision;
import org.xipline.ingest.connector.Moments;
import org.xipline.ingest.connector.NextRun;
import org.xipline.ingest.drop.CanonicalDropLocation;
import org.xipline.schemas.record.Connector;
import org.xipline.schemas.record.ConnectorRun;

class ConnectorEditTest {
  private static final Instant ADDED = Instant.parse("2026-11-20T12:00:00Z");

  private final Connector desk =
      Connector.newBuilder()
          .setName("desk")
          .setDrop("directory:/srv/desk")
          .setAddedAt(Moments.timestamp(ADDED))
          .setRunRequestedAt(Moments.timestamp(ADDED.plusSeconds(1)))
          .setChangedAt(Moments.timestamp(ADDED.plusSeconds(2)))
          .setChangedBy("Ann")
          .build();

  private final Connector wanted =
      desk.toBuilder()
          .setLimitBytes(1)
          .setAddedAt(Moments.timestamp(ADDED.plusSeconds(60)))
          .clearRunRequestedAt()
          .build();

  private static ConnectorStanding standing(Connector connector, long version) {
    return new ConnectorStanding(
        connector,
        version,
        ConnectorRun.getDefaultInstance(),
        new NextRun.Paused(),
        Optional.empty());
  }

  private static Decision decision(
      Connector wanted, boolean replaces, OptionalLong seen, ConnectorStanding... all) {
    return new ConnectorEdit(
            wanted,
            replaces,
            seen,
            location -> new CanonicalDropLocation("test", List.of(location)))
        .on(List.of(all));
  }

  private static String refusal(Decision decision) {
    return switch (decision) {
      case Decision.Refused(var reason) -> reason;
      case Decision.Edited edited -> throw new AssertionError(edited);
    };
  }

  @Test
  void shouldAddWhatIsNew() {
    assertThat(decision(desk, false, OptionalLong.empty()))
        .isEqualTo(new Decision.Edited(desk, true, List.of()));
  }

  @Test
  void shouldKeepSinceWhenAConnectorIsThereAndWhatWasAskedOfIt() {
    assertThat(decision(wanted, true, OptionalLong.of(7), standing(desk, 7)))
        .isEqualTo(
            new Decision.Edited(desk.toBuilder().setLimitBytes(1).build(), false, List.of()));
  }

  @Test
  void shouldRefuseToUndoAnEditThatTheOperatorHasNotSeen() {
    String reason = refusal(decision(wanted, true, OptionalLong.of(7), standing(desk, 9)));

    assertThat(reason)
        .contains("changed by Ann at 2026-11-20T12:00:02Z", "version 9")
        .contains("xipline connectors show desk", "--expected-version 9");
    assertThat(refusal(decision(wanted, true, OptionalLong.empty(), standing(desk, 9))))
        .as("added in the meantime")
        .contains("--expected-version 9");
  }

  @Test
  void shouldRefuseASecondConnectorOfOneDrop() {
    Connector other = desk.toBuilder().setName("other").build();

    assertThat(refusal(decision(other, false, OptionalLong.empty(), standing(desk, 7))))
        .startsWith("--drop: ")
        .contains("the drop of connector desk");
  }

  @Test
  void shouldSayThatANameIsTakenOrIsNot() {
    assertThat(refusal(decision(desk, false, OptionalLong.empty(), standing(desk, 7))))
        .contains("already");
    assertThat(refusal(decision(desk, true, OptionalLong.empty()))).contains("no connector desk");
  }
}
