package org.xipline.console.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.TypeConversionException;

class ByteSizeTest {

  @ParameterizedTest
  @CsvSource({
    "10485760, 10485760",
    "10MiB, 10485760",
    "10 mib, 10485760",
    "1.5GiB, 1610612736",
    "10MB, 10000000",
    "0B, 0"
  })
  void shouldReadNumbersWithAndWithoutUnit(String text, long bytes) {
    assertThat(new ByteSize().convert(text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @CsvSource({"ten", "10 apples", "-1", "1.5", "99999999999999999999", "''"})
  void shouldRefuseWhatIsNoNumberOfBytes(String text) {
    assertThatThrownBy(() -> new ByteSize().convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("examples: 10MiB");
  }

  @Test
  void shouldReadTimesWithAnOffsetOnly() {
    assertThat(new InstantOption().convert("2026-11-20T10:15:00+01:00"))
        .hasToString("2026-11-20T09:15:00Z");
    assertThatThrownBy(() -> new InstantOption().convert("yesterday"))
        .hasMessageContaining("example: 2026-11-20T09:15:00Z");
  }
}
