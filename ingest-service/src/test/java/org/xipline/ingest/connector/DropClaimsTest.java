package org.xipline.ingest.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.xipline.ingest.drop.CanonicalDropLocation;
import org.xipline.schemas.record.Connector;

class DropClaimsTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final CanonicalDropLocation DESK =
      new CanonicalDropLocation("directory:", List.of("srv", "desk"));
  private static final CanonicalDropLocation OTHER =
      new CanonicalDropLocation("directory:", List.of("srv", "other"));
  private static final DropClaims.Answer GRANTED = new DropClaims.Answer.Granted();

  private final DropClaims claims = new DropClaims();
  private final Connector first = connector("first", "directory:/srv/desk", 1);
  private final Connector second = connector("second", "directory:/link/desk", 2);

  private static Connector connector(String name, String drop, int added) {
    return Connector.newBuilder()
        .setName(name)
        .setDrop(drop)
        .setAddedAt(Moments.timestamp(Instant.ofEpochSecond(added)))
        .build();
  }

  @Test
  void shouldGiveADropToTheConnectorThatWasAddedFirst() {
    // Given
    claims.announce(first);
    claims.announce(second);
    assertThat(claims.claim(first, DESK, NOW)).isEqualTo(GRANTED);

    // When
    DropClaims.Answer answer = claims.claim(second, DESK, NOW);

    // Then
    assertThat(answer)
        .isEqualTo(
            new DropClaims.Answer.Refused(
                "the drop directory:/link/desk is the same location as directory:/srv/desk,"
                    + " the drop of connector first: each connector needs a separate drop"));
    assertThat(claims.claim(first, DESK, NOW)).isEqualTo(GRANTED);
  }

  @Test
  void shouldWaitUntilItIsKnownWhereTheDropsOfEarlierConnectorsAre() {
    // Given
    claims.announce(first);
    claims.announce(second);

    // When, then
    assertThat(claims.claim(second, DESK, NOW)).isEqualTo(new DropClaims.Answer.NotYet());
    assertThat(claims.claim(first, OTHER, NOW)).isEqualTo(GRANTED);
    assertThat(claims.claim(second, DESK, NOW)).isEqualTo(GRANTED);
  }

  @Test
  void shouldNotWaitForEverForAFileSystemThatDoesNotAnswer() {
    // Given
    claims.announce(first);
    assertThat(claims.claim(second, DESK, NOW)).isEqualTo(new DropClaims.Answer.NotYet());

    // When, then
    assertThat(claims.claim(second, DESK, NOW.plusSeconds(29)))
        .isEqualTo(new DropClaims.Answer.NotYet());
    assertThat(claims.claim(second, DESK, NOW.plusSeconds(30))).isEqualTo(GRANTED);
  }

  @Test
  void shouldGiveTheDropToTheSecondOnceTheFirstIsGone() {
    // Given
    claims.announce(first);
    claims.claim(first, DESK, NOW);
    assertThat(claims.claim(second, DESK, NOW)).isInstanceOf(DropClaims.Answer.Refused.class);

    // When
    claims.withdraw("first");

    // Then
    assertThat(claims.claim(second, DESK, NOW)).isEqualTo(GRANTED);
  }

  @Test
  void shouldFindAConflictBeforeAConnectorIsKept() {
    Function<String, CanonicalDropLocation> places =
        location -> location.endsWith("desk") ? DESK : OTHER;

    assertThat(DropConflict.find(second, List.of(first, second), places).orElseThrow())
        .contains("is the same location as", "connector first");
    assertThat(DropConflict.find(second, List.of(connector("o", "directory:/o", 1)), places))
        .isEqualTo(Optional.empty());
  }
}
