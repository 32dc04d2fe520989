package org.xipline.convert.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xipline.convert.item.ItemExamples.item;
import static org.xipline.convert.item.ItemExamples.malformed;
import static org.xipline.convert.item.ItemExamples.parse;

import java.time.OffsetDateTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which times an item may have been sent at. */
class SentTimeTest {
  private static final String REST =
      """
      "Sent":"2026-11-20T09:15:00Z","From":{"Email":"a@contoso.example"},"Body":{"Text":"x"}
      """;

  @ParameterizedTest
  @CsvSource({
    "2026-11-20T09:15:00+01:00, 2026-11-20T09:15+01:00",
    "2026-11-20t09:15:00z, 2026-11-20T09:15Z",
    "2026-11-20T09:15+0530, 2026-11-20T09:15+05:30",
    "2026-11-20T09:15:01.250-08, 2026-11-20T09:15:01.250-08:00",
    "'2026-11-20T09:15:00,500+01:00', 2026-11-20T09:15:00.5+01:00",
    "2026-11-20T09:15:00.1234567899Z, 2026-11-20T09:15:00.123456789Z",
    "20261120T091500Z, 2026-11-20T09:15Z",
    "20261120T0915+01, 2026-11-20T09:15+01:00",
    "'20261120t091501,25+0130', 2026-11-20T09:15:01.25+01:30",
    "2016-12-31T23:59:60Z, 2016-12-31T23:59:59Z",
    "20161231T235960.5Z, 2016-12-31T23:59:59.5Z",
    "2026-12-31T24:00:00+01:00, 2027-01-01T00:00+01:00",
    "2026-02-28T24:00Z, 2026-03-01T00:00Z",
    "20260228T2400Z, 2026-03-01T00:00Z"
  })
  void shouldReadIsoTimes(String written, String sent) {
    assertThat(SentTime.parse(written)).hasValue(OffsetDateTime.parse(sent));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-20",
        "2026-11-20T09:15:00",
        "20.11.2026 09:15",
        "2026-11-20T24:15:00Z",
        "20261120T091500",
        "20261320T091500Z",
        "2026-11-20T0915Z",
        "2026-11-20T09:61Z",
        "2026-11-20T09:15:00,Z",
        "2026-11-20T24:00:00.1Z"
      })
  void shouldRefuseOtherTimes(String written) {
    assertThat(SentTime.parse(written)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1900-01-01T00:00:00Z", "1969-12-31T23:59:59-05:00", "9999-12-31T23:59Z"})
  void shouldTakeAnyYearThatADateFieldCarries(String written) {
    // When
    Item item = item("x.json", sent(written));

    // Then
    assertThat(item.sent()).isEqualTo(OffsetDateTime.parse(written));
  }

  @ParameterizedTest
  @CsvSource({
    "1601-01-01T00:00:00Z, before 1900",
    "1899-12-31T23:59:59Z, before 1900",
    "-0005-01-01T00:00:00Z, before 1900",
    "+10000-01-01T00:00:00Z, after 9999"
  })
  void shouldSayThatADateFieldCannotCarryTheYear(String written, String bound) {
    // When
    ParsedItem.Malformed malformed = malformed(parse("x.json", sent(written)));

    // Then
    assertThat(malformed.detail())
        .contains("a Date field cannot contain a year " + bound, "'" + written + "'")
        .doesNotContain("offset");
  }

  private static String sent(String written) {
    return "{\"Id\":\"1\",\"Email\":[\"a@contoso.example\"],"
        + REST.replace("2026-11-20T09:15:00Z", written)
        + "}";
  }
}
