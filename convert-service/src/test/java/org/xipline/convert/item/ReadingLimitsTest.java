package org.xipline.convert.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.xipline.convert.item.ItemExamples.item;
import static org.xipline.convert.item.ItemExamples.malformed;
import static org.xipline.convert.item.ItemExamples.parse;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xipline.schemas.identity.EntryPath;

/** Depth, number and size of what a document holds. */
class ReadingLimitsTest {
  private static final long UNKNOWN_BYTES = 68L * 1024 * 1024;
  private static final String REST =
      """
      "Sent":"2026-11-20T09:15:00Z","From":{"Email":"a@contoso.example"},"Body":{"Text":"x"}
      """;
  private static final String XML_REST =
      """
      <Sent>2026-11-20T09:15:00Z</Sent><From><Email>a@contoso.example</Email></From>
      <Body><Text>x</Text></Body>
      """;

  @ParameterizedTest
  @ValueSource(strings = {"x.json", "x.xml"})
  void shouldBoundDepth(String path) {
    // Given
    String document =
        path.endsWith("json")
            ? "{\"Other\":" + "[".repeat(200_000)
            : "<Item>" + "<a>".repeat(200_000);

    // When
    ParsedItem.Malformed malformed = malformed(parse(path, document));

    // Then
    assertThat(malformed.detail()).contains("100");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{ | not valid JSON: Unexpected end-of-input: expected close marker for Object"
            + " (line 1, column 2)",
        "{\"Id\":NaN} | not valid JSON: Non-standard token 'NaN' (line 1, column 10)",
        "{/* x */} | not valid JSON: Unexpected character ('/' (code 47)):"
            + " maybe a (non-standard) comment? (line 1, column 2)",
      })
  void shouldNotSpeakOfTheParserToThoseWhoSentTheItem(String document, String detail) {
    assertThat(malformed(parse("x.json", document)).detail()).isEqualTo(detail);
  }

  @Test
  void shouldSayThatJsonIsNestedTooDeep() {
    // When
    ParsedItem.Malformed malformed = malformed(parse("x.json", "{\"Other\":" + "[".repeat(101)));

    // Then
    assertThat(malformed.detail())
        .isEqualTo(
            "too large to read: Document nesting depth (101) exceeds the maximum allowed (100)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x.json", "x.xml"})
  void shouldSayThatTextsAreTooLargeToHold(String path) {
    // Given
    boolean json = path.endsWith("json");
    String before = json ? "{\"Id\":\"1\",\"Body\":{\"Text\":\"" : "<Item><Id>1</Id><Body><Text>";

    // When
    ParsedItem.Malformed malformed =
        malformed(parse(path, endless(before, ReadingBudget.MAX_TEXT + 8L * 1024 * 1024)));

    // Then
    assertThat(malformed.detail())
        .containsAnyOf(
            "too large to read: String value length", "exceed 33554432 characters together")
        .contains("33554432")
        .doesNotContain("`", "Constraints");
    assertThat(malformed.itemId()).hasValue("1");
  }

  @Test
  void shouldBoundTheNumberOfValues() {
    // Given
    String document = "{\"Messages\":[" + "{},".repeat(ReadingBudget.MAX_VALUES) + "{}]}";

    // When
    ParsedItem.Malformed malformed = malformed(parse("x.json", document));

    // Then
    assertThat(malformed.detail()).isEqualTo("the item contains more than 1000000 values");
  }

  @Test
  void shouldNotHoldUnknownPropertiesOfJson() {
    // Given
    String before = "{\"Id\":\"1\",\"Email\":[\"a@contoso.example\"]," + REST + ",\"Unknown\":\"";

    // When
    Item item = item(parse("x.json", endless(before, UNKNOWN_BYTES, "\"}")));

    // Then
    assertThat(item.ignoredProperties()).isEqualTo(1);
  }

  @Test
  void shouldNotHoldUnknownElementsOfXml() {
    // Given
    String before = "<Item><Id>1</Id><Email>a@contoso.example</Email>" + XML_REST + "<Unknown>";

    // When
    Item item = item(parse("x.xml", endless(before, UNKNOWN_BYTES, "</Unknown></Item>")));

    // Then
    assertThat(item.ignoredProperties()).isEqualTo(1);
  }

  @Test
  void shouldRefuseATokenThatAParserWouldHold() {
    // Given
    String before = "<Item><Id>1</Id><!-- ";

    // When
    ParsedItem.Malformed malformed =
        malformed(parse("x.xml", endless(before, UNKNOWN_BYTES, " --></Item>")));

    // Then
    assertThat(malformed.detail()).contains("a single token exceeds 67108864 bytes");
  }

  @ParameterizedTest
  @MethodSource("tenThousand")
  void shouldReadTenThousandParticipants(String path, String document) {
    // When
    Item item = item(path, document);

    // Then
    assertThat(item.participants()).hasSize(10_000);
  }

  static List<Arguments> tenThousand() {
    String json =
        addresses("\"user%d@contoso.example\"").collect(Collectors.joining(",", "[", "]"));
    String xml = addresses("<Email>user%d@contoso.example</Email>").collect(Collectors.joining());
    String mail = addresses("user%d@contoso.example").collect(Collectors.joining(",\r\n "));
    return List.of(
        Arguments.of("x.json", "{\"Id\":\"1\",\"Email\":" + json + "," + REST + "}"),
        Arguments.of("x.xml", "<Item><Id>1</Id>" + xml + XML_REST + "</Item>"),
        Arguments.of("x.eml", "To: " + mail + "\r\n\r\nhello\r\n"));
  }

  @Test
  void shouldFailWhereTheStreamFails() {
    // Given
    ContentSource failing =
        () ->
            new SequenceInputStream(
                new ByteArrayInputStream("{\"Id\":".getBytes(StandardCharsets.UTF_8)),
                new Failing(InputStream.nullInputStream()));

    // Then
    assertThatThrownBy(
            () -> new ItemParser().parse(new EntryPath("x.json"), ItemExamples.ENTRY_TIME, failing))
        .isInstanceOf(IOException.class)
        .hasMessage("damaged");
    assertThatThrownBy(
            () -> new ItemParser().parse(new EntryPath("x.xml"), ItemExamples.ENTRY_TIME, failing))
        .isInstanceOf(IOException.class)
        .hasMessage("damaged");
    assertThatThrownBy(
            () -> new ItemParser().parse(new EntryPath("x.eml"), ItemExamples.ENTRY_TIME, failing))
        .isInstanceOf(IOException.class)
        .hasMessage("damaged");
  }

  private static Stream<String> addresses(String format) {
    return IntStream.range(0, 10_000).mapToObj(i -> String.format(format, i));
  }

  private static ContentSource endless(String before, long length) {
    return endless(before, length, "");
  }

  /** A text, as many {@code x}, another text; made while it is read. */
  private static ContentSource endless(String before, long length, String after) {
    return () ->
        new SequenceInputStream(
            new SequenceInputStream(ItemExamples.source(before).open(), new Filler(length)),
            ItemExamples.source(after).open());
  }

  private static final class Filler extends InputStream {
    private long left;

    Filler(long length) {
      left = length;
    }

    @Override
    public int read() {
      return left-- > 0 ? 'x' : -1;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      if (left <= 0) {
        return -1;
      }
      int count = (int) Math.min(left, length);
      Arrays.fill(buffer, offset, offset + count, (byte) 'x');
      left -= count;
      return count;
    }
  }

  private static final class Failing extends FilterInputStream {
    Failing(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      throw new IOException("damaged");
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      throw new IOException("damaged");
    }
  }
}
