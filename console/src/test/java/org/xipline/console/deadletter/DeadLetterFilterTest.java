package org.xipline.console.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.xipline.console.ledger.Facts;
import org.xipline.console.ledger.HeldPair;
import org.xipline.console.ledger.HeldPairs;
import org.xipline.schemas.identity.EmailAddress;
import org.xipline.schemas.reason.DeadLetterReason;

class DeadLetterFilterTest {
  private static final String BOB = "bob@contoso.example";
  private static final Instant AT = Instant.parse("2026-11-20T09:15:00Z");
  private static final HeldPair PAIR =
      HeldPairs.of(Facts.ARCHIVE, "a.json", BOB, BOB, "unmapped", AT);
  private static final DeadLetterFilter ALL =
      new DeadLetterFilter(Optional.empty(), Optional.empty(), Optional.empty(), false);

  @Test
  void shouldLetThroughWhatEveryFilterNames() {
    assertThat(ALL.test(PAIR)).isTrue();
    assertThat(filter(DeadLetterReason.UNMAPPED, BOB, AT).test(PAIR)).isTrue();
  }

  @Test
  void shouldHoldBackWhatOneFilterDoesNotName() {
    DeadLetterReason reason = DeadLetterReason.UNMAPPED;

    assertThat(filter(DeadLetterReason.NO_PARTICIPANTS, BOB, AT).test(PAIR)).isFalse();
    assertThat(filter(reason, "eve@contoso.example", AT).test(PAIR)).isFalse();
    assertThat(filter(reason, BOB, AT.plusNanos(1)).test(PAIR)).isFalse();
  }

  @Test
  void shouldSplitAddressesAndKeepThePairWithoutOneApart() {
    var many = IntStream.range(0, 4_000).mapToObj(i -> i + "@contoso.example").toList();

    assertThat(AddressChunks.of(many))
        .hasSize(3)
        .allMatch(chunk -> !chunk.isEmpty() && chunk.size() <= 1_600)
        .flatMap(chunk -> chunk)
        .containsExactlyElementsOf(many);
    assertThat(AddressChunks.of(List.of(""))).containsExactly(List.of());
  }

  private static DeadLetterFilter filter(DeadLetterReason reason, String address, Instant since) {
    return new DeadLetterFilter(
        Optional.of(reason), Optional.of(new EmailAddress(address)), Optional.of(since), false);
  }
}
