package org.xipline.ingest.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.xipline.schemas.identity.Sha256;

class DigestSetTest {
  private final DigestSet set = new DigestSet();

  @Test
  void shouldHoldWhatWasAddedAndNothingElse() {
    IntStream.range(0, 50_000).mapToObj(DigestSetTest::digest).forEach(set::add);

    assertThat(set.size()).isEqualTo(50_000);
    assertThat(IntStream.range(0, 50_000).mapToObj(DigestSetTest::digest)).allMatch(set::contains);
    assertThat(IntStream.range(50_000, 60_000).mapToObj(DigestSetTest::digest))
        .noneMatch(set::contains);
  }

  @Test
  void shouldHoldADigestOnce() {
    set.add(digest(1));
    set.add(digest(1));
    assertThat(set.size()).isEqualTo(1);
  }

  @Test
  void shouldTellDigestsApartThatDifferLate() {
    set.add(bytes(7, 1));
    assertThat(set.contains(bytes(7, 1))).isTrue();
    assertThat(set.contains(bytes(7, 2))).isFalse();
    assertThat(set.contains(bytes(8, 1))).isFalse();
  }

  @Test
  void shouldHoldADigestThatBeginsWithZeros() {
    set.add(bytes(0, 0));
    assertThat(set.contains(bytes(0, 0))).isTrue();
    assertThat(set.contains(bytes(0, 1))).isFalse();
    assertThat(set.size()).isEqualTo(1);
  }

  private static Sha256 digest(int number) {
    return Sha256.digest(ByteBuffer.allocate(4).putInt(number).array());
  }

  private static Sha256 bytes(long high, long low) {
    return Sha256.of(ByteBuffer.allocate(32).putLong(high).putLong(low).array());
  }
}
