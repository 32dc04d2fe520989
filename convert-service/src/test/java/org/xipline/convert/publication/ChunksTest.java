package org.xipline.convert.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class ChunksTest {

  @Property(tries = 300)
  void shouldKeepEveryElementInOrderWithinTheBounds(
      @ForAll @Size(max = 60) List<@IntRange(min = 1, max = 40) Integer> elements,
      @ForAll @IntRange(min = 1, max = 9) int maxElements,
      @ForAll @IntRange(min = 40, max = 90) int maxWeight) {
    // When
    List<List<Integer>> chunks = new Chunks(maxElements, maxWeight).of(elements, Integer::intValue);

    // Then
    assertThat(chunks.stream().flatMap(List::stream).toList()).isEqualTo(elements);
    assertThat(chunks)
        .allSatisfy(chunk -> {
          assertThat(chunk).hasSizeBetween(1, maxElements);
          assertThat(chunk.stream().mapToInt(Integer::intValue).sum())
              .isLessThanOrEqualTo(maxWeight);
        });
  }

  @Property(tries = 200)
  void shouldCapTextsWithoutBreakingThem(
      @ForAll String text, @ForAll @IntRange(min = 2, max = 20) int maxChars) {
    // When
    String capped = Texts.capped(text + "😀", maxChars);

    // Then
    assertThat(capped.length()).isLessThanOrEqualTo(maxChars);
    assertThat(Character.isHighSurrogate(capped.charAt(capped.length() - 1))).isFalse();
  }
}
