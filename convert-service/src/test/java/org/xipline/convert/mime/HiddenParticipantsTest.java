package org.xipline.convert.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.BodyPart;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xipline.convert.item.ItemExamples;
import org.xipline.convert.item.ParsedItem;
import org.xipline.schemas.property.Property;
import org.xipline.schemas.property.Values;

/** However a message is written, its copies tell nothing of hidden participants. */
class HiddenParticipantsTest {
  private static final String HIDDEN = "eve@contoso.example";
  private static final String RECEIPT = "receipts@tracker.example";
  private static final String REST = "From: alice@contoso.example\nTo: bob@contoso.example\n";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bcc: eve@contoso.example\n",
        "bcc \t: Eve\n <eve@contoso.example>\n",
        "Resent-Bcc: eve@contoso.example\n",
        "Email: alice@contoso.example, eve@contoso.example\n",
        "Bcc: x@contoso.example,\neve@contoso.example\nSubject: broken off\n",
        "X: y\rBcc: eve@contoso.example\n",
        "\uFEFFBcc: eve@contoso.example\n",
        "Disposition-Notification-To: receipts@tracker.example\n",
        "Return-Receipt-To: <receipts@tracker.example>\n",
        "X-Confirm-Reading-To: receipts@tracker.example\n",
      })
  void shouldLeaveOutWhatNamesHiddenParticipants(String field) throws Exception {
    for (String wrapping : List.of("", "X-Note: café\n", "X-XIP-Item-Id: 1\n", "no field\n")) {
      for (String message :
          List.of(field + wrapping + REST, wrapping + REST + field, REST + field + wrapping)) {
        assertNothingTold(message + "\nhello\n");
        assertNothingTold((message + "\nhello\n").replace("\n", "\r\r\n"));
      }
    }
  }

  @Test
  void shouldNotAddressThoseWhomEmailFieldsAloneName() throws Exception {
    assertNothingTold("Email: eve@contoso.example\nFrom: a@b.example\nSubject: \0\n\nhello\n");
  }

  @Test
  void shouldLeaveThemOutHoweverTheHeaderIsWritten() {
    Property.holds(
        500,
        values -> {
          var message = new StringBuilder(values.oneOf("", "", "\uFEFF", "From x y\n", " "));
          for (String field : values.list(1, 6, HiddenParticipantsTest::field)) {
            message.append(field).append(values.oneOf("\n", "\r\n", "\r\r\n", "\r"));
          }
          assertNothingTold(message + values.oneOf("\n", "\r\n", "\r\r\n") + "hello\n");
        });
  }

  private static String field(Values values) {
    String name =
        values.oneOf("Bcc", "BCC", "Resent-Bcc", "Email", "email", "Return-Receipt-To")
            + values.oneOf("", "", " ", "\t");
    return values.oneOf(
        "From: alice@contoso.example",
        "To: bob@contoso.example",
        "Cc: carol@contoso.example",
        "X-Note: café",
        "X-XIP-Type: forged",
        name + ": " + HIDDEN,
        name + ":\n " + HIDDEN + ",\n\tbob@contoso.example",
        name + ": bob@contoso.example,\n" + HIDDEN,
        name + ": \"Eve\" (" + HIDDEN + ") <" + HIDDEN + ">");
  }

  private static void assertNothingTold(String message) throws Exception {
    if (ItemExamples.parse("d/x.eml", message) instanceof ParsedItem.Parsed) {
      byte[] copy = MessageExamples.render("d/x.eml", message);
      for (String decoded : decoded(copy)) {
        assertThat(decoded).as(message).doesNotContain(HIDDEN).doesNotContain(RECEIPT);
      }
    }
  }

  /** The message itself, and every part of it, decoded, and what is in those. */
  private static List<String> decoded(byte[] message) throws Exception {
    List<String> decoded = new ArrayList<>(List.of(new String(message, ISO_8859_1)));
    var parsed =
        new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(message));
    collect(parsed, decoded);
    return decoded;
  }

  private static void collect(Part part, List<String> decoded) throws Exception {
    Collections.list(part.getAllHeaders()).forEach(header -> decoded.add(header.getValue()));
    if (part.getContent() instanceof Multipart parts) {
      for (int i = 0; i < parts.getCount(); i++) {
        BodyPart inside = parts.getBodyPart(i);
        collect(inside, decoded);
      }
      return;
    }
    byte[] content = part.getInputStream().readAllBytes();
    decoded.add(new String(content, ISO_8859_1));
    if (part.getFileName() != null) {
      decoded.addAll(decoded(content));
    }
  }
}
