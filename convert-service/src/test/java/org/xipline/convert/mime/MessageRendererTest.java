package org.xipline.convert.mime;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xipline.convert.item.Attachment;
import org.xipline.convert.item.ContentSource;
import org.xipline.convert.item.Item;
import org.xipline.convert.item.ItemExamples;
import org.xipline.convert.item.ResolvedAttachment;
import org.xipline.schemas.identity.Sha256;

class MessageRendererTest {
  private static final String SENT = "\"Sent\":\"2026-11-20T09:15:00+01:00\"";
  private static final String REST =
      SENT + ",\"From\":{\"Email\":\"a@contoso.example\"},\"Body\":{\"Text\":\"x\"}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "'b','a','c' | 'To':[{'Email':'z@contoso.example'}] | z",
        "'b','a','c' | 'Cc':[] | b, c",
        "'b','a','c' | 'Cc':[{'Email':'B@contoso.example'}] | c",
        "'b','a','c' | 'Bcc':[{'Email':'c@contoso.example'}] | b",
        "'b','A' | 'Bcc':[{'Email':'b@contoso.example'}] | a",
        "'a' | 'To':[] | a",
      })
  void shouldAddressTheOthersWhereThereIsNoTo(String participants, String more, String to) {
    // Given
    String email = participants.replaceAll("'(.)'", "\"$1@contoso.example\"");
    String document =
        "{\"Id\":\"1\",\"Email\":[" + email + "]," + more.replace('\'', '"') + "," + REST + "}";

    // When
    String message = text(MessageExamples.render("x.json", document));

    // Then
    String addresses = to.replaceAll("(\\w)", "$1@contoso.example");
    assertThat(message).contains("\r\nTo: " + addresses + "\r\n").doesNotContain("Bcc");
  }

  @Test
  void shouldDeriveTheMessageIdFromConnectorIdAndDigest() throws IOException {
    // Given
    String document = "{\"Id\":\"1\",\"Email\":[\"a@contoso.example\"]," + REST + "}";
    ContentSource source = ItemExamples.source(document);
    Item item = ItemExamples.item("x.json", document);

    // When
    Envelope envelope = MessageExamples.envelope("x.json", List.of(), source);
    String id = new MessageRenderer().messageId(envelope, item);

    // Then
    String identity = "trading-desk\0" + "1\0" + Sha256.digest(document.getBytes(UTF_8)).hex();
    assertThat(id).isEqualTo("<" + Sha256.digest(identity.getBytes(UTF_8)).hex() + "@xipline>");
    assertThat(text(MessageExamples.render("x.json", document)))
        .contains("\r\nMessage-ID: " + id + "\r\n");
  }

  @Test
  void shouldKeepATrueAddressThatMailCannotCarry() {
    // Given
    String document =
        "{\"Id\":\"1\",\"Email\":[\"jösé@例え.example\"],\"To\":[{\"Name\":\"José\",\"Email\":\"jösé@例え.example\"}],"
            + REST
            + "}";

    // When
    String message = text(MessageExamples.render("x.json", document));

    // Then
    String placeholder =
        Sha256.digest("jösé@xn--r8jz45g.example".getBytes(UTF_8)).hex().substring(0, 16)
            + "@internationalized.invalid";
    assertThat(message)
        .contains("\r\nTo: =?utf-8?B?Sm9zw6k=?= <" + placeholder + ">\r\n")
        .contains(
            "\r\nX-XIP-Address: "
                + placeholder
                + "\r\n =?utf-8?B?"
                + Base64.getEncoder().encodeToString("jösé@例え.example".getBytes(UTF_8))
                + "?=\r\n");
  }

  @Test
  void shouldAddressTenThousand() {
    // Given
    String email =
        IntStream.range(0, 10_000)
            .mapToObj(i -> "\"user" + i + "@contoso.example\"")
            .collect(Collectors.joining(","));

    // When
    String message =
        text(
            MessageExamples.render(
                "x.json", "{\"Id\":\"1\",\"Email\":[" + email + "]," + REST + "}"));

    // Then
    assertThat(message)
        .contains("user0@contoso.example, user1@")
        .contains(" user9999@contoso.example\r\n");
    assertThat(message.lines().filter(line -> line.contains("user")))
        .allMatch(line -> line.length() <= 78);
  }

  @Test
  void shouldPassOnAnEmptyAttachment() {
    // Given
    Item item = itemWithAttachment("empty.bin", Optional.of("application/x-empty"));
    ResolvedAttachment empty =
        MessageExamples.attachment(item.attachments().getFirst(), new byte[0]);

    // When
    String message =
        text(MessageExamples.render("x.json", item, List.of(empty), ItemExamples.source("")));

    // Then
    assertThat(message)
        .contains(
            """
            Content-Type: application/x-empty; name="empty.bin"
            Content-Transfer-Encoding: base64
            Content-Disposition: attachment; filename="empty.bin"


            --=_xip.mixed.\
            """
                .replace("\n", "\r\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "message/rfc822 | application/octet-stream",
        "multipart/mixed; boundary=x | application/octet-stream",
        "nonsense | application/octet-stream",
        "text/html; charset=UTF-16; format=flowed | text/html; charset=utf-16",
        "Image/PNG | image/png",
        "a/b/c | application/octet-stream",
      })
  void shouldSendSafeMediaTypesOnly(String written, String sent) {
    assertThat(MediaType.of(Optional.of(written))).isEqualTo(sent);
  }

  @Test
  void shouldNameTheTypeNobodyGave() {
    assertThat(MediaType.of(Optional.empty())).isEqualTo("application/octet-stream");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "a b.pdf | a b.pdf",
        "../../etc/passwd | .._.._etc_passwd",
        "C:\\x\\y.doc | C:_x_y.doc",
        ".. | attachment",
      })
  void shouldMakeFileNamesHarmless(String written, String name) {
    assertThat(FileName.of(written)).hasToString(name);
  }

  @Test
  void shouldKeepTheSuffixOfALongName() {
    assertThat(FileName.of("長".repeat(300) + "\u202e\u0007.pdf").toString())
        .hasSize(200)
        .endsWith("長.pdf");
  }

  @Test
  void shouldContinueALongNameOutsideAscii() {
    assertThat(FileName.of("長い".repeat(10)).fileNameParameters())
        .hasSize(4)
        .allMatch(parameter -> parameter.length() < 78)
        .first()
        .asString()
        .startsWith("filename*0*=utf-8''%E9%95%B7");
  }

  @Test
  void shouldStreamAttachments() throws IOException {
    // Given
    long size = 200L * 1024 * 1024;
    Item item = itemWithAttachment("large.bin", Optional.empty());
    var out = new CountingStream();
    var in = new MeteredSource(size, out);
    var attachment =
        new ResolvedAttachment(
            item.attachments().getFirst(), size, Sha256.digest(new byte[0]), () -> in);

    // When
    ContentSource document = ItemExamples.source("");
    new MessageRenderer()
        .render(
            MessageExamples.envelope("x.json", List.of(attachment), document),
            item,
            List.of(attachment),
            document,
            out);

    // Then
    assertThat(out.bytes).isGreaterThan(size * 78 / 57);
    assertThat(in.furthestAhead).isLessThan(1024 * 1024);
  }

  @Test
  void shouldFailWhereAnAttachmentHasAnotherSize() {
    // Given
    Item item = itemWithAttachment("x.bin", Optional.empty());
    Attachment named = item.attachments().getFirst();
    var attachment =
        new ResolvedAttachment(named, 5, Sha256.digest(new byte[0]), ItemExamples.source("four"));

    // Then
    assertThatThrownBy(() ->
            new MessageRenderer()
                .render(
                    MessageExamples.envelope(
                        "x.json", List.of(attachment), ItemExamples.source("")),
                    item,
                    List.of(attachment),
                    ItemExamples.source(""),
                    new ByteArrayOutputStream()))
        .isInstanceOf(IOException.class)
        .hasMessage("an attachment has 4 bytes, not 5");
  }

  @Test
  void shouldKeepEveryByteOfAMessageThatItWraps() {
    // Given
    byte[] original = "From: a@contoso.example\nSubject: \0\n\nx\ry\n".getBytes(US_ASCII);

    // When
    String message = text(MessageExamples.render("d/W-1.eml", original));

    // Then
    assertThat(message)
        .contains("filename=\"W-1.eml\"")
        .contains("\r\n\r\n" + Base64.getEncoder().encodeToString(original) + "\r\n--=_xip.mixed.");
  }

  private static Item itemWithAttachment(String name, Optional<String> mediaType) {
    String attachment =
        "{\"Path\":\""
            + name
            + "\""
            + mediaType.map(t -> ",\"MediaType\":\"" + t + "\"").orElse("")
            + "}";
    return ItemExamples.item(
        "x.json",
        "{\"Id\":\"1\",\"Email\":[\"a@contoso.example\"],\"Attachments\":["
            + attachment
            + "],"
            + REST
            + "}");
  }

  private static String text(byte[] message) {
    return new String(message, US_ASCII);
  }

  private static final class CountingStream extends OutputStream {
    private long bytes;

    @Override
    public void write(int b) {
      bytes++;
    }

    @Override
    public void write(byte[] buffer, int offset, int length) {
      bytes += length;
    }
  }

  /** Zeros, and how far their reader was ahead of its own output. */
  private static final class MeteredSource extends InputStream {
    private final long size;
    private final CountingStream out;
    private long read;
    private long furthestAhead;

    MeteredSource(long size, CountingStream out) {
      this.size = size;
      this.out = out;
    }

    @Override
    public int read() {
      return read++ < size ? 0 : -1;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      if (read >= size) {
        return -1;
      }
      int count = (int) Math.min(length, size - read);
      read += count;
      furthestAhead = Math.max(furthestAhead, read - out.bytes);
      return count;
    }
  }
}
