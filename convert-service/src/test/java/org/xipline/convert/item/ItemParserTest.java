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
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xipline.schemas.identity.EmailAddress;
import org.xipline.schemas.identity.EntryPath;
import org.xipline.schemas.reason.DeadLetterReason;

class ItemParserTest {
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

  @Test
  void shouldReadEveryProperty() {
    // Given
    Path file = example("everything.json");

    // When
    Item item = item(parse(file));

    // Then
    assertThat(item.id()).isEqualTo("会議-7");
    assertThat(item.sent()).isEqualTo("2026-02-28T23:59:59.123456789-05:30");
    assertThat(item.sent().getOffset()).hasToString("-05:30");
    assertThat(item.subject()).hasValue("四半期報告 – résumé 🎉");
    assertThat(item.from()).hasValue(person("Zoë Müller", "Zoe@Contoso.example"));
    assertThat(item.to())
        .containsExactly(
            person("O'Hara, \"Bob\"", "bob@contoso.example"),
            new Person(Optional.empty(), "carol@contoso.example"));
    assertThat(item.cc()).containsExactly(person("山田太郎", "yamada@例え.example"));
    assertThat(item.bcc()).containsExactly(person("Dora", "dora@contoso.example"));
    assertThat(item.content())
        .isEqualTo(
            new Content.Composed(
                Optional.of("email"),
                new Body(Optional.of("Grüße\nline two"), Optional.of("<p>Gr&uuml;&szlig;e</p>")),
                List.of(),
                List.of(
                    new Attachment(
                        new EntryPath("desk/attachments/七.pdf"),
                        "報告 \"最終\"; v2.pdf",
                        Optional.of("application/pdf")),
                    new Attachment(
                        new EntryPath("shared/empty.txt"),
                        "empty.txt",
                        Optional.of("text/plain; charset=utf-8")))));
    assertThat(item.ignoredProperties()).isEqualTo(2);
  }

  @Test
  void shouldNameParticipantsOnceInTheirOrder() {
    // Given
    Path file = example("everything.json");

    // When
    List<Participant> participants = item(parse(file)).participants();

    // Then
    assertThat(participants)
        .extracting(participant -> participant.address().value())
        .containsExactly(
            "zoe@contoso.example",
            "bob@contoso.example",
            "carol@contoso.example",
            "yamada@xn--r8jz45g.example",
            "dora@contoso.example");
    assertThat(participants.getFirst().asWritten()).isEqualTo("Zoe@Contoso.example");
  }

  @Test
  void shouldReadXmlInAnyOrder() {
    // Given
    Path file = example("everything.xml");

    // When
    Item item = item(parse(file));

    // Then
    assertThat(item.id()).isEqualTo("X-1");
    assertThat(item.sent()).isEqualTo("2026-11-20T09:15:00.5+05:30");
    assertThat(item.subject()).hasValue("四半期報告 & more 🎉");
    assertThat(item.to())
        .containsExactly(
            person("Bob", "bob@contoso.example"), person("Carol", "carol@contoso.example"));
    assertThat(item.bcc())
        .containsExactly(
            person("Erin", "erin@contoso.example"), person("Frank", "frank@contoso.example"));
    assertThat(item.participants()).hasSize(3);
    assertThat(item.content())
        .isEqualTo(
            new Content.Composed(
                Optional.empty(),
                new Body(Optional.of("see attached"), Optional.of("<p>see <b>attached</b></p>")),
                List.of(),
                List.of()));
    assertThat(item.ignoredProperties()).isZero();
  }

  @Test
  void shouldReadTheSameFromBothFormats() {
    // Given
    String json =
        """
        {"Id":"C-2","Sent":"2026-11-20T09:20:00Z","From":{"Email":"alice@contoso.example"},
         "Email":["alice@contoso.example"],"Messages":[
         {"Sent":"2026-11-20T09:15:00+01:00","From":{"Email":"alice@contoso.example"},"Text":"hello"},
         {"Sent":"2026-11-20T09:15:05+01:00","From":{"Name":"Bob","Email":"bob@contoso.example"}}]}
        """;

    // When
    Item fromXml = item(parse(example("transcript.xml")));

    // Then
    assertThat(fromXml).isEqualTo(item("desk/transcript.json", json));
    assertThat(((Content.Composed) fromXml.content()).transcript())
        .extracting(TranscriptLine::sent)
        .containsExactly(
            OffsetDateTime.parse("2026-11-20T09:15:00+01:00"),
            OffsetDateTime.parse("2026-11-20T09:15:05+01:00"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "no-id.json | Id is missing (line 1, column 1)",
        "blank-id.json | Id is empty (line 1, column 7)",
        "number-as-id.json | Id is no string (line 1, column 7)",
        "no-sent.json | Sent is missing (line 1, column 1)",
        "no-offset.json | Sent is no date-time with offset: '2026-11-20T09:15:00' (line 1, column 18)",
        "year-one.json | Sent is too far off, a Date field cannot carry a year before 1900: '0001-01-01T00:00:00Z' (line 1, column 18)",
        "no-from.json | From is missing (line 1, column 1)",
        "from-without-address.json | From.Email is missing (line 1, column 48)",
        "to-as-object.json | To is no list (line 1, column 46)",
        "nothing-said.json | Body has neither Text nor Html, and there are no Messages (line 1, column 115)",
        "message-without-sender.json | Messages[0].From is missing (line 1, column 53)",
        "attachment-without-path.json | Attachments[0].Path is missing (line 1, column 56)",
        "absolute-path.json"
            + " | Attachments[0].Path is no path inside the archive: '/etc/passwd' (line 1, column 64)",
        "beyond-schema-id-twice.json | Id is there twice (line 1, column 16)",
        "list.json | the document is no JSON object",
        "no-id.xml | Id is missing (line 1, column 1)",
        "id-twice.xml | Id is there twice (line 1, column 21)",
        "unescaped-html.xml | Subject holds elements where text belongs (line 1, column 59)",
        "text-beside-elements.xml | Item holds text beside its elements (line 1, column 12)",
        "other-root.xml | the root element is not Item, without namespace (line 1, column 8)",
        "namespace.xml | the root element is not Item, without namespace (line 1, column 25)",
        "beyond-schema-document-type.xml"
            + " | a document type declaration is not allowed (line 1, column 35)",
      })
  void shouldSayWhatIsWrongAndWhere(String file, String detail) {
    // When
    ParsedItem.Malformed malformed = malformed(parse(invalid(file)));

    // Then
    assertThat(malformed.reason()).isEqualTo(DeadLetterReason.MALFORMED_ITEM);
    assertThat(malformed.detail()).isEqualTo(detail);
  }

  @ParameterizedTest
  @ValueSource(strings = {"no-email.json", "empty-email.json", "no-email.xml"})
  void shouldTellThatThereAreNoParticipants(String file) {
    // When
    ParsedItem.Malformed malformed = malformed(parse(invalid(file)));

    // Then
    assertThat(malformed.reason()).isEqualTo(DeadLetterReason.NO_PARTICIPANTS);
    assertThat(malformed.itemId()).hasValue("1");
    assertThat(malformed.participants()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"email-with-non-address.json", "email-as-string.json", "non-address.xml"})
  void shouldTellNoParticipantsWhereNotAllAreReadable(String file) {
    // When
    ParsedItem.Malformed malformed = malformed(parse(invalid(file)));

    // Then
    assertThat(malformed.reason()).isEqualTo(DeadLetterReason.MALFORMED_ITEM);
    assertThat(malformed.itemId()).hasValue("1");
    assertThat(malformed.participants()).isEmpty();
  }

  @Test
  void shouldTellWhatItCouldReadOfAMalformedItem() {
    // Given
    String document =
        """
        {"Id":"T-1","Sent":"yesterday","From":{"Email":"a@contoso.example"},"Body":{"Text":"x"},
         "Email":["a@contoso.example","A@Contoso.example","b@contoso.example"],
         "Attachments":[{"Path":"x.pdf"},{"Name":"no path"}]}
        """;

    // When
    ParsedItem.Malformed malformed = malformed(parse("d/T-1.json", document));

    // Then
    assertThat(malformed.itemId()).hasValue("T-1");
    assertThat(malformed.participants())
        .containsExactly(
            new EmailAddress("a@contoso.example"), new EmailAddress("b@contoso.example"));
    assertThat(malformed.attachments())
        .extracting(Attachment::path)
        .containsExactly(new EntryPath("d/x.pdf"));
    assertThat(malformed.detail()).endsWith("(and 1 more)");
  }

  @Test
  void shouldNameTheAddressThatCostTheParticipantsBeforeAllElse() {
    // Given
    String document =
        "{\"Sent\":\"yesterday\",\"Email\":[\"a@contoso.example\",\"b\\u0007\\u202e ob\\n"
            + "x".repeat(200)
            + "\",\"c\"]}";

    // When
    ParsedItem.Malformed malformed = malformed(parse("x.json", document));

    // Then
    assertThat(malformed.participants()).isEmpty();
    assertThat(malformed.detail())
        .startsWith(
            "Email[1] is not an address: 'b\\u0007\\u202e ob\\u000a"
                + "x".repeat(78)
                + "…' (line 1")
        .endsWith(" more)");
  }

  @Test
  void shouldNameTheAddressThoughTheDocumentBreaksOff() {
    // When
    ParsedItem.Malformed malformed =
        malformed(parse("x.json", "{\"Id\":\"1\",\"Email\":[\"bob\"],\"Body\":"));

    // Then
    assertThat(malformed.detail())
        .startsWith("Email[0] is not an address: 'bob' (line 1, column 20); no valid JSON: ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "bob smith, c@contoso.example | 'bob smith',",
        "bob | 'bob'",
        "x@y@z, c@contoso.example | 'x@y@z',",
        "<bob@contoso.example, c@contoso.example | '<bob@contoso.example, c@contoso.example',",
        "\"bob, c@contoso.example | '\"bob, c@contoso.example',",
      })
  void shouldNameTheAddressOfAMessageThatCannotBeRead(String bad, String named) {
    // Given
    String before = "\"A, B\" <a@contoso.example>, ".repeat(20);

    // When
    ParsedItem.Malformed malformed =
        malformed(parse("x.eml", "To: " + before + bad + "\r\n\r\nhello\r\n"));

    // Then
    assertThat(malformed.participants()).isEmpty();
    assertThat(malformed.detail()).startsWith("the field To ").contains(named);
  }

  @Test
  void shouldTellWhatStandsBeforeABreakInJson() {
    // Given
    String document =
        "{\"Id\":\"T-1\",\"Email\":[\"a@contoso.example\"],\"Bcc\":[{\"Email\":\"b@contoso.ex";

    // When
    ParsedItem.Malformed malformed = malformed(parse("T-1.json", document));

    // Then
    assertThat(malformed.detail()).startsWith("no valid JSON: ").contains("line 1, column");
    assertThat(malformed.itemId()).hasValue("T-1");
    assertThat(malformed.participants()).containsExactly(new EmailAddress("a@contoso.example"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "T-1.json#{\"Id\":\"T-1\",\"Email\":[\"a@contoso.example\",\"b@cont",
        "T-1.json#{\"Id\":\"T-1\",\"Email\":[\"a@contoso.example\"],\"Email\":[],",
        "T-1.xml#<Item><Id>T-1</Id><Email>a@contoso.example</Email><Email>b@cont",
        "T-1.xml#<Item><Id>T-1</Id><Email>a@contoso.example</Email><Body>"
      })
  void shouldNotTellParticipantsOfAListThatMayGoOn(String example) {
    // Given
    String path = example.substring(0, example.indexOf('#'));
    String document = example.substring(example.indexOf('#') + 1);

    // When
    ParsedItem.Malformed malformed = malformed(parse(path, document));

    // Then
    assertThat(malformed.itemId()).hasValue("T-1");
    assertThat(malformed.participants()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "null",
        "{}{}",
        "{\"Id\":}",
        "{\"Id\":\"\\ud800\"",
        "[[[[",
        "<Item/>",
        "\0"
      })
  void shouldRefuseWhatIsNoJsonObject(String document) {
    // When
    ParsedItem.Malformed malformed = malformed(parse("x.json", document));

    // Then
    assertThat(malformed.reason()).isEqualTo(DeadLetterReason.MALFORMED_ITEM);
    assertThat(malformed.detail()).isNotBlank().doesNotContain("\n", "\0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "<",
        "<Item>",
        "<Item><Id>1</Item>",
        "<Item/><Item/>",
        "{}",
        "\0",
        "<Item>&x;</Item>"
      })
  void shouldRefuseWhatIsNoXmlItem(String document) {
    // When
    ParsedItem.Malformed malformed = malformed(parse("x.xml", document));

    // Then
    assertThat(malformed.reason()).isEqualTo(DeadLetterReason.MALFORMED_ITEM);
    assertThat(malformed.detail()).isNotBlank().doesNotContain("\n", "\0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE Item [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>",
        "<!DOCTYPE Item SYSTEM \"file:///etc/passwd\">",
        "<!DOCTYPE Item [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>",
        "<!DOCTYPE Item [<!ENTITY % p SYSTEM \"file:///etc/passwd\"> %p;]>"
      })
  void shouldRefuseADocumentTypeDeclaration(String declaration) {
    // Given
    String document = declaration + "<Item><Id>&a;</Id>" + XML_REST + "</Item>";

    // When
    ParsedItem.Malformed malformed = malformed(parse("x.xml", document));

    // Then
    assertThat(malformed.detail()).startsWith("a document type declaration is not allowed");
    assertThat(malformed.itemId()).isEmpty();
  }

  @Test
  void shouldRefuseADeclarationThatTheParserHasNoWordsFor() {
    // Given
    String document = "<!DOCTYPE Item [\u0001!ENTITY x \"y\">]><Item/>";

    // When
    ParsedItem.Malformed malformed = malformed(parse("x.xml", document));

    // Then
    assertThat(malformed.detail())
        .isEqualTo("no valid XML: a character that XML does not allow, or a broken declaration");
  }

  @Test
  void shouldRefuseJsonThatIsNotUtf8() {
    // Given
    String document = "{\"Id\":\"Zoë\",\"Email\":[\"a@contoso.example\"]," + REST + "}";

    // When
    ParsedItem.Malformed malformed =
        malformed(
            parse("x.json", ItemExamples.source(document.getBytes(StandardCharsets.ISO_8859_1))));

    // Then
    assertThat(malformed.detail()).isEqualTo("no valid JSON: the document is not UTF-8");
  }

  @Test
  void shouldReadXmlInTheEncodingThatItDeclares() {
    // Given
    String document =
        "<?xml version='1.0' encoding='ISO-8859-1'?><Item><Id>Zoë</Id><Email>a@contoso.example</Email>"
            + XML_REST
            + "</Item>";

    // When
    Item item =
        item(parse("x.xml", ItemExamples.source(document.getBytes(StandardCharsets.ISO_8859_1))));

    // Then
    assertThat(item.id()).isEqualTo("Zoë");
  }

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
        "{ | no valid JSON: Unexpected end-of-input: expected close marker for Object"
            + " (line 1, column 2)",
        "{\"Id\":NaN} | no valid JSON: Non-standard token 'NaN' (line 1, column 10)",
        "{/* x */} | no valid JSON: Unexpected character ('/' (code 47)):"
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
    assertThat(malformed.detail()).isEqualTo("the item holds more than 1000000 values");
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

  @ParameterizedTest
  @CsvSource({
    "2026-11-20T09:15:00+01:00, 2026-11-20T09:15+01:00",
    "2026-11-20t09:15:00z, 2026-11-20T09:15Z",
    "2026-11-20T09:15+0530, 2026-11-20T09:15+05:30",
    "2026-11-20T09:15:01.250-08, 2026-11-20T09:15:01.250-08:00"
  })
  void shouldReadIsoTimes(String written, String sent) {
    assertThat(SentTime.parse(written)).hasValue(OffsetDateTime.parse(sent));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"2026-11-20", "2026-11-20T09:15:00", "20.11.2026 09:15", "2026-11-20T24:15:00Z"})
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
        .contains("a Date field cannot carry a year " + bound, "'" + written + "'")
        .doesNotContain("offset");
  }

  private static String sent(String written) {
    return "{\"Id\":\"1\",\"Email\":[\"a@contoso.example\"],"
        + REST.replace("2026-11-20T09:15:00Z", written)
        + "}";
  }

  private static Person person(String name, String address) {
    return new Person(Optional.of(name), address);
  }

  private static Path example(String name) {
    return ItemExamples.in("valid", name).getFirst();
  }

  private static Path invalid(String name) {
    return ItemExamples.in("invalid", "/" + name).getFirst();
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
