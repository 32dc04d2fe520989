package org.xipline.console.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xipline.console.ledger.Facts.ARCHIVE;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SelectedPairTest {

  @Test
  void shouldComeBackFromALineAsItWas() {
    SelectedPair odd = pair("d/\"odd\"\nname\u2028.json", "o'neil@contoso.example", 7);

    assertThat(SelectedPair.ofLine(odd.line())).isEqualTo(odd);
    assertThat(odd.line().lines()).hasSize(1);
    assertThat(odd.line()).startsWith("{\"connector\":\"desk\",\"archiveId\":\"abab");
  }

  @Test
  void shouldTellPairsFromRecords() {
    assertThat(SelectedRecord.ofLine(pair("a", "b", 0).line())).isEmpty();
    assertThat(SelectedRecord.ofLine(new SelectedRecord("l1").line()))
        .hasValue(new SelectedRecord("l1"));
  }

  @Test
  void shouldComeInTheOrderOfTheLedger() {
    SelectedPair first = pair("a.json", "a@contoso.example", 9);
    SelectedPair second = pair("a.json", "b@contoso.example", 3);
    SelectedPair third = pair("b.json", "a@contoso.example", 0);

    List<SelectedPair> sorted = Stream.of(third, second, first).sorted().toList();

    assertThat(sorted).containsExactly(first, second, third);
  }

  @Test
  void shouldKnowThatNothingWasToldOfAnItem() {
    assertThat(SelectedPair.ofUntold(ARCHIVE, "a.json").wasUntold()).isTrue();
    assertThat(pair("a.json", "", 0).wasUntold()).isFalse();
  }

  private static SelectedPair pair(String entry, String address, long attempt) {
    return new SelectedPair(
        ARCHIVE.connector().value(), ARCHIVE.archiveId().hex(), entry, address, "", attempt);
  }
}
