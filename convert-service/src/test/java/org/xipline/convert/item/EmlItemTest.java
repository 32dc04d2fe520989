package org.xipline.convert.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xipline.convert.item.ItemExamples.item;
import static org.xipline.convert.item.ItemExamples.malformed;
import static org.xipline.convert.item.ItemExamples.parse;

import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xipline.convert.address.Person;
import org.xipline.convert.item.Content.DateSource;
import org.xipline.convert.item.Content.NamedSize;
import org.xipline.schemas.reason.DeadLetterReason;

class EmlItemTest {
  private static final String FROM = "From: Alice <alice@contoso.example>\r\n";

  @Test
  void shouldReadWhatTheHeaderSays() {
    // Given
    String message =
        """
        Date: Fri, 20 Nov 2026 09:15:00 +0100
        From: =?utf-8?q?Zo=C3=AB?= <Zoe@contoso.example>
        To: "Last, First" <first@contoso.example>, team: bob@contoso.example (Bob),
         <carol@contoso.example>;, undisclosed-recipients:;
        Subject: =?utf-8?B?8J+OiQ==?=
         folded
        Message-ID:
         <1@contoso.example>

        hello
        """;

    // When
    Item item = item("mail/M-1.EML", message);

    // Then
    assertThat(item.id()).isEqualTo("M-1");
    assertThat(item.sent()).isEqualTo("2026-11-20T09:15:00+01:00");
    assertThat(item.subject()).hasValue("🎉 folded");
    assertThat(item.from()).hasValue(new Person(Optional.of("Zoë"), "Zoe@contoso.example"));
    assertThat(addresses(item))
        .containsExactly(
            "zoe@contoso.example",
            "first@contoso.example",
            "bob@contoso.example",
            "carol@contoso.example");
    assertThat(original(item).messageId()).hasValue("<1@contoso.example>");
    assertThat(original(item).holdable()).isTrue();
    assertThat(original(item).dateSource()).isEqualTo(DateSource.ITS_OWN);
  }

  @Test
  void shouldUniteTheAddressFields() {
    // Given
    String message =
        """
        From: a@contoso.example
        Sender: b@contoso.example
        To: c@contoso.example, A@CONTOSO.example
        To: d@contoso.example
        Cc: e@contoso.example
        Bcc: f@contoso.example
        Reply-To: nobody@contoso.example

        """;

    // When
    Item item = item("x.eml", message);

    // Then
    assertThat(addresses(item))
        .containsExactly(
            "a@contoso.example",
            "b@contoso.example",
            "c@contoso.example",
            "d@contoso.example",
            "e@contoso.example",
            "f@contoso.example");
  }

  @Test
  void shouldPreferTheEmailFields() {
    // Given
    String message =
        """
        From: a@contoso.example
        To: not an address list at all
        EMAIL: x@contoso.example,
         y@contoso.example
        Email: z@contoso.example

        """;

    // When
    Item item = item("x.eml", message);

    // Then
    assertThat(addresses(item))
        .containsExactly("x@contoso.example", "y@contoso.example", "z@contoso.example");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "From: alice",
        "From: a@contoso.example\nTo: not an address list",
        "From: a@contoso.example\nEmail: a@contoso.example, bob",
        "From: a@contoso.example\nTo: b@contoso.example,\nc@contoso.example",
        "From: a@contoso.example\nTo: b@contoso.example c@contoso.example",
      })
  void shouldTellNoParticipantsWhereNotAllAreReadable(String header) {
    // When
    ParsedItem.Malformed malformed = malformed(parse("x.eml", header + "\n\nhello\n"));

    // Then
    assertThat(malformed.reason()).isEqualTo(DeadLetterReason.MALFORMED_ITEM);
    assertThat(malformed.detail()).startsWith("the field ");
    assertThat(malformed.itemId()).hasValue("x");
    assertThat(malformed.participants()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Subject: x",
        "To: undisclosed-recipients:;",
        "From: a@b.example\nEmail:",
        "From: <>"
      })
  void shouldTellThatThereAreNoParticipants(String header) {
    // When
    ParsedItem.Malformed malformed = malformed(parse("x.eml", header + "\n\nhello\n"));

    // Then
    assertThat(malformed.reason()).isEqualTo(DeadLetterReason.NO_PARTICIPANTS);
    assertThat(malformed.itemId()).hasValue("x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "\n", "no header at all\n", "\0\0\0\0", "\n\nFrom: a@contoso.example\n"})
  void shouldRefuseWhatIsNoMessage(String document) {
    // When
    ParsedItem.Malformed malformed = malformed(parse("x.eml", document));

    // Then
    assertThat(malformed.detail()).isEqualTo("not a message: it has no header field");
  }

  @Test
  void shouldRefuseAFileWithoutName() {
    // When
    ParsedItem.Malformed malformed = malformed(parse("mail/.eml", FROM + "\r\n"));

    // Then
    assertThat(malformed.itemId()).isEmpty();
    assertThat(malformed.participants()).hasSize(1);
  }

  @Test
  void shouldRefuseAHeaderThatFitsNoMemory() {
    // Given
    String message = FROM + "X-Long: " + "x".repeat(17 * 1024 * 1024) + "\r\n\r\n";

    // When
    ParsedItem.Malformed malformed = malformed(parse("x.eml", message));

    // Then
    assertThat(malformed.detail()).isEqualTo("no message: the header exceeds 16777216 bytes");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Fri, 20 Nov 2026 09:15:00 +0100 | 2026-11-20T09:15:00+01:00",
        "20 Nov 2026 09:15 -0330 | 2026-11-20T09:15:00-03:30",
        "Fri, 20 Nov 2026 09:15:60 +0000 (UTC (really)) | 2026-11-20T09:15:59Z",
        "Friday, 20 November 2026 09:15:00 EST | 2026-11-20T09:15:00-05:00",
        "20 Nov 99 09:15:00 GMT | 1999-11-20T09:15:00Z",
        "Fri, 20 Nov 2026 09:15:00 -0000 | 2026-11-20T09:15:00Z",
        "(today) Fri (day), 20 (x) Nov 2026 9(h) : 15 (m): 00 (CET) +0100 | 2026-11-20T09:15:00+01:00",
        "Fri, 20 Nov 2026 09:15:00 +0100 CET | 2026-11-20T09:15:00+01:00",
        "Fri, 20 Nov 2026 09:15:00 Z | 2026-11-20T09:15:00Z",
      })
  void shouldReadDatesOfMail(String written, String sent) {
    assertThat(MailDate.parse(written)).hasValue(new MailDate(OffsetDateTime.parse(sent), false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Fri, 20 Nov 2026 09:15:00",
        "Fri, 20 Nov 2026 09:15:00 CET",
        "Fri, 20 Nov 2026 09:15:00 K (+0100)"
      })
  void shouldAssumeAZoneThatIsNotKnown(String written) {
    // Given
    String message = FROM + "Date: " + written + "\r\n\r\nhello\r\n";

    // When
    Item item = item("x.eml", message);

    // Then
    assertThat(item.sent()).isEqualTo("2026-11-20T09:15:00Z");
    assertThat(original(item).dateSource()).isEqualTo(DateSource.ZONE_ASSUMED);
    assertThat(original(item).holdable()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yesterday",
        "2026-11-20T09:15:00Z",
        "Mon, 31 Feb 2026 09:15:00 +0100",
        "Fri, 20 Nov 2026 25:15:00 +0000",
        "Fri, 20 Foo 2026 09:15:00 +0000",
        "Fri, 20 Nov 2026 09:15:00 +9900",
        "1 Jan 0001 00:00:00 +0000"
      })
  void shouldTakeTheEntrysTimeWithoutAUsableDate(String date) {
    // Given
    String message = FROM + "Date: " + date + "\r\n\r\nhello\r\n";

    // When
    Item item = item("x.eml", message);

    // Then
    assertThat(item.sent()).isEqualTo("2026-11-21T22:23:24Z");
    assertThat(original(item).dateSource()).isEqualTo(DateSource.ENTRY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Subject: f\u00fcr alle\r\n\r\nhello\r\n",
        "Date: yesterday\r\n\r\nhello\r\n",
        "Date: 1 Jan 2026 00:00 Z\r\nDate: 2 Jan 2026 00:00 Z\r\n\r\nhello\r\n",
        "Message-ID: <1@x>\r\nMessage-ID: <2@x>\r\n\r\nhello\r\n",
        "Message-ID: <1\u0007@x>\r\n\r\nhello\r\n",
        "no field at all\r\n\r\nhello\r\n",
        "Subject: nul \0\r\n\r\nhello\r\n",
        "\r\nnul \0 in body\r\n",
        "X-XIP-Connector: forged\r\n\r\nhello\r\n",
        "x-xip-anything: forged\r\n\r\nhello\r\n",
      })
  void shouldSeeWhatAMailboxCannotHold(String rest) {
    // When
    Item item = item("x.eml", FROM + rest);

    // Then
    assertThat(original(item).holdable()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\r\nf\u00fcr alle, 8 bit in the body\r\n",
        "\nbare\nline\rends\n",
        "Message-ID:\r\nMessage-ID: odd, but one\r\nDate:\r\n\r\n",
        "Bcc: =?x?= \u00fc <u@contoso.example>\r\n\r\n",
        "\r\nno line end",
        ""
      })
  void shouldSeeWhatAMailboxCanHold(String rest) {
    // When
    Item item = item("x.eml", FROM + rest);

    // Then
    assertThat(original(item).holdable()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"998, true", "999, false"})
  void shouldAllowLinesOf998Octets(int octets, boolean holdable) {
    // Given
    String line = "x".repeat(octets);

    // When
    Item inBody = item("x.eml", FROM + "\r\n" + line + "\r\n" + line);
    Item inHeader = item("x.eml", FROM + "X: " + line.substring(3) + "\r\n\r\n");
    Item inHidden = item("x.eml", FROM + "Email: a@b.example\r\n (" + line + ")\r\n\r\n");

    // Then
    assertThat(original(inBody).holdable()).isEqualTo(holdable);
    assertThat(original(inHeader).holdable()).isEqualTo(holdable);
    assertThat(original(inHidden).holdable()).isTrue();
  }

  @Test
  void shouldReadBareEightBitFieldsAllTheSame() {
    // Given
    byte[] latin1 = (FROM + "Subject: f\u00fcr alle\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);

    // When
    Item item = item(parse("x.eml", ItemExamples.source(latin1)));

    // Then
    assertThat(item.subject()).hasValue("für alle");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\uFEFF", "From a@b.example Fri Nov 20 09:15:00 2026\n", "\uFEFF>From x\n", " "})
  void shouldReadTheFirstFieldBehindWhatIsNoPartOfTheMessage(String before) {
    // When
    Item item = item("x.eml", before + "Email: x@contoso.example\n" + FROM + "To: y@b.example\n\n");

    // Then
    assertThat(addresses(item)).containsExactly("x@contoso.example");
    assertThat(item.from()).isPresent();
  }

  @Test
  void shouldReadAllFieldsWhereReturnsAreDoubled() {
    // Given
    String message =
        """
        From: a@contoso.example
        Email: x@contoso.example
        Content-Type: multipart/mixed; boundary="b"

        --b

        four
        --b
        Content-Type: application/pdf
        Content-Transfer-Encoding: base64

        MTIzNDU2Nzg5
        --b--
        """;

    // When
    Item item = item("x.eml", message.replace("\n", "\r\r\n"));

    // Then
    assertThat(addresses(item)).containsExactly("x@contoso.example");
    assertThat(original(item).leafBytes()).isEqualTo(4 + 9);
    assertThat(original(item).holdable()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"From: <>", "From: J\u00fcrgen <jm>", "From: MAILER-DAEMON", "From: \"x <y@z"})
  void shouldLoseNobodyToASenderWhoIsNoAddress(String from) {
    // When
    Item item = item("x.eml", from + "\nTo: bob@contoso.example\n\nhello\n");

    // Then
    assertThat(addresses(item)).containsExactly("bob@contoso.example");
    assertThat(item.from()).isEmpty();
    assertThat(original(item).sender()).hasValue(from.substring("From: ".length()));
  }

  @ParameterizedTest
  @CsvSource({
    "gb2312, GB18030, 王伟",
    "windows-1252, windows-1252, “100 €”",
    "utf-16, windows-1252, ½"
  })
  void shouldReadRawTextInTheCharsetThatTheMessageNames(String named, String charset, String text)
      throws Exception {
    // Given
    String message =
        FROM + "Content-Type: text/plain; charset=" + named + "\nSubject: " + text + "\n\n";

    // When
    Item item = item(parse("x.eml", ItemExamples.source(message.getBytes(charset))));

    // Then
    assertThat(item.subject()).hasValue(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"base64", "(of) BASE64 (bytes)", "base64;", "base64; charset=x"})
  void shouldDecodeWhateverStandsBesideTheEncoding(String encoding) {
    // Given
    String message =
        FROM + "Content-Transfer-Encoding: " + encoding + "\r\n\r\nMTIzNDU2Nzg5\r\nMA==\r\n";

    // When
    Item item = item("x.eml", message);

    // Then
    assertThat(original(item).leafBytes()).isEqualTo(10);
  }

  @ParameterizedTest
  @CsvSource({
    "application/pdf, binary, false",
    "application/pdf, 8bit, true",
    "text/plain; name=x.txt, BINARY (really), false",
    "text/plain, binary, true"
  })
  void shouldWrapWhatLineEndsWouldChange(String type, String encoding, boolean holdable) {
    // Given
    String message =
        FROM
            + "Content-Type: "
            + type
            + "\r\nContent-Transfer-Encoding: "
            + encoding
            + "\r\n\r\na\nb\rc";

    // When
    Item item = item("x.eml", message);

    // Then
    assertThat(original(item).holdable()).isEqualTo(holdable);
    assertThat(original(item).leafBytes()).isEqualTo(5);
  }

  @Test
  void shouldMeasureDecodedLeafParts() {
    // Given
    String message =
        FROM
            + """
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary="b"

            preamble, not counted
            --b
            Content-Type: text/plain

            four
            --b
            Content-Type: application/pdf; name="=?utf-8?B?5LiDLnBkZg==?="
            Content-Transfer-Encoding: base64

            MTIzNDU2Nzg5
            MA==
            --b
            Content-Type: text/plain
            Content-Disposition: attachment; filename*=utf-8''r%C3%A9sum%C3%A9.txt
            Content-Transfer-Encoding: quoted-printable

            =C3=A9=
            x
            --b--
            epilogue, not counted
            """;

    // When
    Item item = item("x.eml", message);

    // Then
    assertThat(original(item).leafBytes()).isEqualTo(4 + 10 + 3);
    assertThat(original(item).largestAttachment()).hasValue(new NamedSize("七.pdf", 10));
    assertThat(MeasuredSize.of(item, 9999, List.of()))
        .isEqualTo(new MeasuredSize(17, Optional.of(new NamedSize("七.pdf", 10))));
  }

  @Test
  void shouldMeasureAMessageInsideByItsOwnLeafParts() {
    // Given
    String message =
        FROM
            + """
            Content-Type: multipart/mixed; boundary="b"

            --b

            four
            --b
            Content-Type: message/rfc822; name="forwarded.eml"

            From: bob@contoso.example
            Content-Type: multipart/mixed; boundary="c"

            --c

            twelve bytes
            --c
            Content-Type: application/octet-stream
            Content-Transfer-Encoding: base64

            AAAA
            --c--
            --b--
            """;

    // When
    Item item = item("x.eml", message);

    // Then
    assertThat(original(item).leafBytes()).isEqualTo(4 + 12 + 3);
    assertThat(original(item).largestAttachment()).hasValue(new NamedSize("forwarded.eml", 15));
  }

  @Test
  void shouldSeeNoAttachmentInPlainMessages() {
    // Given
    String message = FROM + "\r\nhello\r\n";

    // When
    Item item = item("x.eml", message);

    // Then
    assertThat(original(item).leafBytes()).isEqualTo(7);
    assertThat(original(item).largestAttachment()).isEmpty();
  }

  @Test
  void shouldRefusePartsNestedWithoutEnd() {
    // Given
    var message = new StringBuilder(FROM);
    for (int i = 0; i < 500; i++) {
      message.append("Content-Type: multipart/mixed; boundary=b" + i + "\r\n\r\n--b" + i + "\r\n");
    }

    // When
    ParsedItem.Malformed malformed = malformed(parse("x.eml", message.toString()));

    // Then
    assertThat(malformed.detail()).isEqualTo("parts are nested deeper than 100");
    assertThat(malformed.participants()).hasSize(1);
  }

  private static Content.Original original(Item item) {
    return (Content.Original) item.content();
  }

  private static List<String> addresses(Item item) {
    return item.participants().stream().map(one -> one.address().value()).toList();
  }
}
