package org.xipline.convert.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Properties;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xipline.convert.item.Content;
import org.xipline.convert.item.Item;
import org.xipline.convert.item.ItemExamples;
import org.xipline.schemas.identity.EntryPath;

/** Small items after real mail, which stand beside a checkout and not in it. */
class FieldSamplesTest {
  private static final Path ROOT = Path.of("..", "..", "shared", "samples", "field");

  @BeforeAll
  static void find() {
    assumeTrue(Files.isDirectory(ROOT), "the field samples (../shared/samples/field) are not here");
  }

  @ParameterizedTest
  @CsvSource({
    "bom-email.eml, alice eve",
    "bom-from.eml, alice bob",
    "quoted-local.eml, alice",
    "wrapped-bcc.eml, alice bob eve",
    "addr-comment-angle.eml, alice bob",
    "addr-cfws.eml, alice bob eve",
    "addr-obsolete.eml, alice bob eve",
    "addr-literal.eml, alice bob op@[192.0.2.7]",
    "addr-dotdot.eml, alice bob k..lane@ext.example",
    "addr-dotdot-json.json, k..lane@ext.example alice",
    "from-null.eml, bob",
    "wrapped-from-local.eml, alice bob",
    "sent-comma.json, alice",
    "sent-basic.json, alice"
  })
  void shouldReadWhoTakesPart(String file, String people) {
    assertThat(item(file).participants().stream().map(one -> one.address().value()))
        .containsExactlyElementsOf(
            Arrays.stream(people.split(" "))
                .map(one -> one.contains("@") ? one : one + "@contoso.example")
                .toList());
  }

  @ParameterizedTest
  @CsvSource({
    "date-cmt-zone.eml, 2009-05-04T06:30:00Z",
    "date-cmt-mid.eml, 2009-03-03T13:20:05Z",
    "date-zone-name.eml, 2009-02-06T10:12:13Z",
    "sent-comma.json, 2026-11-20T08:15:00.5Z",
    "sent-basic.json, 2026-11-20T09:15:00Z"
  })
  void shouldReadWhenItWasSent(String file, String sent) {
    assertThat(item(file).sent().toInstant()).isEqualTo(sent);
    assertThat(text(copy(file))).doesNotContain("X-XIP-Date-Source");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cte-comment.eml", "cte-semicolon.eml", "cte-control.eml"})
  void shouldMeasureDecodedBytes(String file) {
    assertThat(
            ((Content.Original)
                    ItemExamples.item(ItemExamples.parse(ROOT.resolve("limit-1KiB").resolve(file)))
                        .content())
                .leafBytes())
        .isEqualTo(900);
  }

  @Test
  void shouldHideWhoIsHidden() throws Exception {
    MimeMessage message = message("wrapped-bcc.eml");

    byte[] original = part(message, 1);
    assertThat(text(original)).contains("X-Note: caf").doesNotContain("eve@");
    assertThat(text(copy("wrapped-bcc.eml"))).doesNotContain("eve@");
  }

  @Test
  void shouldKeepTheBytesOfABinaryAttachment() throws Exception {
    byte[] original = part(message("binary-lf.eml"), 1);

    assertThat(text(original)).contains("GIF89a\u0001\u0002\n\u0003\r\u0004\r\n\u0005\r\n--bb--");
  }

  @ParameterizedTest
  @CsvSource({
    "raw-gb2312.eml, 王伟, 测试邮件",
    "raw-1252.eml, Alice, “Deal” – 100 €",
    "wrapped-from-local.eml, Jürgen Maier <jmaier>, wrapped-from-local"
  })
  void shouldShowRawText(String file, String sender, String subject) throws Exception {
    MimeMessage message = message(file);

    assertThat(((InternetAddress) message.getFrom()[0]).getPersonal()).isEqualTo(sender);
    assertThat(message.getSubject()).isEqualTo(subject);
  }

  @Test
  void shouldReplaceAnEmptyMessageId() throws Exception {
    MimeMessage message = message("id-empty.eml");

    assertThat(message.getHeader("Message-ID")).hasSize(1).allMatch(id -> id.endsWith("@xipline>"));
    assertThat(message.getHeader("Date")).hasSize(1);
  }

  @Test
  void shouldTakeNothingOfMacOsForAnItem() {
    assertThat(new EntryPath("items/._T1.json").isItem()).isFalse();
    assertThat(item("T1.json").id()).isEqualTo("T1");
  }

  private static Item item(String file) {
    return ItemExamples.item(ItemExamples.parse(ROOT.resolve("items").resolve(file)));
  }

  private static byte[] copy(String file) {
    return MessageExamples.render(
        "items/" + file, ItemExamples.source(ROOT.resolve("items").resolve(file)));
  }

  private static MimeMessage message(String file) throws Exception {
    return new MimeMessage(
        Session.getInstance(new Properties()), new ByteArrayInputStream(copy(file)));
  }

  private static byte[] part(MimeMessage message, int number) throws Exception {
    return ((Multipart) message.getContent()).getBodyPart(number).getInputStream().readAllBytes();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, ISO_8859_1);
  }
}
