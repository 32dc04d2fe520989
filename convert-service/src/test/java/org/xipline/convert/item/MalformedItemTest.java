package org.xipline.convert.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xipline.convert.item.ItemExamples.malformed;
import static org.xipline.convert.item.ItemExamples.parse;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xipline.schemas.identity.EmailAddress;
import org.xipline.schemas.identity.EntryPath;
import org.xipline.schemas.reason.DeadLetterReason;

/** What is told of an item that can be read in part. */
class MalformedItemTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "no-id.json | Id is missing (line 1, column 1)",
        "blank-id.json | Id is empty (line 1, column 7)",
        "number-as-id.json | Id is no string (line 1, column 7)",
        "no-sent.json | Sent is missing (line 1, column 1)",
        "no-offset.json | Sent is not a date-time with an offset: '2026-11-20T09:15:00' (line 1, column 18)",
        "year-one.json | Sent is out of range: a Date field cannot contain a year before 1900: '0001-01-01T00:00:00Z' (line 1, column 18)",
        "no-from.json | From is missing (line 1, column 1)",
        "from-without-address.json | From.Email is missing (line 1, column 48)",
        "to-as-object.json | To is no list (line 1, column 46)",
        "nothing-said.json | Body has neither Text nor Html, and there are no Messages (line 1, column 115)",
        "message-without-sender.json | Messages[0].From is missing (line 1, column 53)",
        "attachment-without-path.json | Attachments[0].Path is missing (line 1, column 56)",
        "absolute-path.json"
            + " | Attachments[0].Path is not a path inside the archive: '/etc/passwd' (line 1, column 64)",
        "beyond-schema-id-twice.json | Id occurs twice (line 1, column 16)",
        "list.json | the document is not a JSON object",
        "no-id.xml | Id is missing (line 1, column 1)",
        "id-twice.xml | Id occurs twice (line 1, column 21)",
        "unescaped-html.xml | Subject contains elements instead of text (line 1, column 59)",
        "text-beside-elements.xml | Item contains text beside its elements (line 1, column 12)",
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
        .startsWith("Email[0] is not an address: 'bob' (line 1, column 20); not valid JSON: ");
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
    assertThat(malformed.detail()).startsWith("not valid JSON: ").contains("line 1, column");
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

  private static Path invalid(String name) {
    return ItemExamples.in("invalid", "/" + name).getFirst();
  }
}
