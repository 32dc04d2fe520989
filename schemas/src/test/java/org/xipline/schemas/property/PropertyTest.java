package org.xipline.schemas.property;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

class PropertyTest {
  private static final Pattern REPLAY = Pattern.compile("-Dxipline\\.seed=(-?\\d+)");

  @Test
  void shouldTryAsManyDifferentValues() {
    var tried = new ArrayList<Long>();

    Property.holds(50, values -> tried.add(values.seed()));

    assertThat(tried).hasSize(50).doesNotHaveDuplicates();
  }

  @Test
  void shouldNameTheSeedThatGivesTheSameValuesAgain() {
    // Given
    var broken = new ArrayList<List<Object>>();
    Property.Statement never =
        values -> {
          broken.add(everyKind(values));
          assertThat(broken).isEmpty();
        };

    // When
    var failure = catchThrowableOfType(AssertionError.class, () -> Property.holds(50, never));
    Matcher named = REPLAY.matcher(failure.getMessage());
    assertThat(named.find()).isTrue();
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> Property.holdsForSeed(Long.parseLong(named.group(1)), never));

    // Then
    assertThat(broken).hasSize(2);
    assertThat(broken.get(0)).usingRecursiveComparison().isEqualTo(broken.get(1));
  }

  @Test
  void shouldSkipWhatATestSkips() {
    assertThatExceptionOfType(TestAbortedException.class)
        .isThrownBy(() ->
            Property.holds(
                1,
                values -> {
                  throw new TestAbortedException("no python");
                }));
  }

  @Test
  void shouldReachBothBounds() {
    var lengths = new HashSet<Integer>();
    var integers = new HashSet<Integer>();

    Property.holds(
        300,
        values -> {
          lengths.add(values.octets(2, 900).length);
          integers.add(values.integer(Integer.MIN_VALUE, Integer.MAX_VALUE));
        });

    assertThat(lengths).contains(2, 900).allMatch(length -> length >= 2 && length <= 900);
    assertThat(integers).contains(Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  private static List<Object> everyKind(Values values) {
    return List.of(
        values.integer(1, 9),
        values.longInteger(Long.MIN_VALUE, Long.MAX_VALUE),
        values.fraction(),
        values.flag(),
        values.octet(),
        values.octets(0, 20),
        values.oneOf("a", "b", "c"),
        values.list(0, 9, one -> one.text(9)),
        values.optional(one -> one.text(1, 9, 'a', 'z')));
  }
}
