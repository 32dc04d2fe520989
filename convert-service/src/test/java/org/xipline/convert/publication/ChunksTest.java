package org.xipline.convert.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.xipline.schemas.property.Property;

class ChunksTest {

  @Test
  void shouldKeepEveryElementInOrderWithinTheBounds() {
    Property.holds(
        300,
        values -> {
          // Given
          List<Integer> elements = values.list(0, 60, one -> one.integer(1, 40));
          int maxElements = values.integer(1, 9);
          int maxWeight = values.integer(40, 90);

          // When
          List<List<Integer>> chunks =
              new Chunks(maxElements, maxWeight).of(elements, Integer::intValue);

          // Then
          assertThat(chunks.stream().flatMap(List::stream).toList()).isEqualTo(elements);
          assertThat(chunks)
              .allSatisfy(chunk -> {
                assertThat(chunk).hasSizeBetween(1, maxElements);
                assertThat(chunk.stream().mapToInt(Integer::intValue).sum())
                    .isLessThanOrEqualTo(maxWeight);
              });
        });
  }

  @Test
  void shouldCapTextsWithoutBreakingThem() {
    Property.holds(
        200,
        values -> {
          // Given
          String text = values.text(40) + "😀";
          int maxChars = values.integer(2, 20);

          // When
          String capped = Texts.capped(text, maxChars);

          // Then
          assertThat(capped.length()).isLessThanOrEqualTo(maxChars);
          assertThat(Character.isHighSurrogate(capped.charAt(capped.length() - 1))).isFalse();
        });
  }
}
