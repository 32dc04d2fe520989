package org.xipline.archive.xar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UtcTimeTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-10-31T08:00:00Z",
        "1970-01-01T00:00:00Z",
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z",
        "2024-02-29T12:34:56Z",
        "2026-10-31T08:00:00.25Z",
        "2026-10-31T24:00:00Z",
        "2016-12-31T23:59:60Z"
      })
  void shouldReadWhatTheJdkReads(String text) {
    assertThat(UtcTime.parse(text)).contains(Instant.parse(text));
  }

  @Test
  void shouldReadATimeWithoutZoneAsUtc() {
    assertThat(UtcTime.parse("2026-10-31T08:00:00"))
        .contains(Instant.parse("2026-10-31T08:00:00Z"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Z",
        "now",
        "2026-13-01T00:00:00Z",
        "2025-02-29T00:00:00Z",
        "2026-10-31T08:60:00Z",
        "2026-10-31 08:00:00Z",
        "２０２６-10-31T08:00:00Z"
      })
  void shouldReadNoTimeInRubbish(String text) {
    assertThat(UtcTime.parse(text)).isEmpty();
  }
}
