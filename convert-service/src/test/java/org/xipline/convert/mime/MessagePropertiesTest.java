package org.xipline.convert.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.xipline.convert.item.ContentSource;
import org.xipline.convert.item.Item;
import org.xipline.convert.item.ItemExamples;
import org.xipline.schemas.property.Property;

/** Whatever an item says, its message is one, and holds no field that xipline did not write. */
class MessagePropertiesTest {
  private static final int TRIES = 100;
  private static final ContentSource DOCUMENT = ItemExamples.source("document");
  private static final List<String> ORIGIN =
      List.of(
          "X-XIP-Connector",
          "X-XIP-Item-Id",
          "X-XIP-Archive",
          "X-XIP-Entry",
          "X-XIP-Item-SHA256",
          "X-XIP-Signer");
  private static final Set<String> ONCE_AT_MOST =
      Set.of(
          "X-XIP-Type",
          "Date",
          "From",
          "To",
          "Cc",
          "Subject",
          "Message-ID",
          "MIME-Version",
          "Content-Type",
          "Content-Transfer-Encoding");

  @Test
  void linesAreAsciiAndShortAndEndInCrlf() {
    Property.holds(
        TRIES,
        values -> {
          // Given
          Item item = AnyItem.from(values);

          // When
          byte[] message = render(item);

          // Then
          String text = new String(message, ISO_8859_1);
          assertThat(text)
              .endsWith("\r\n")
              .isEqualTo(new String(message, US_ASCII))
              .doesNotContain("\0");
          assertThat(text.replace("\r\n", "")).doesNotContain("\r", "\n");
          assertThat(text.split("\r\n")).allMatch(line -> line.length() <= 998);
        });
  }

  @Test
  void headerHoldsTheFieldsOfTheContractOnly() {
    Property.holds(
        TRIES,
        values -> {
          // Given
          Item item = AnyItem.from(values);

          // When
          List<String> names = names(render(item));

          // Then
          assertThat(names).startsWith(ORIGIN.toArray(String[]::new));
          List<String> others = names.subList(ORIGIN.size(), names.size());
          assertThat(others)
              .allMatch(name -> ONCE_AT_MOST.contains(name) || name.equals("X-XIP-Address"))
              .contains("Date", "From", "To", "Message-ID");
          assertThat(others.stream().filter(ONCE_AT_MOST::contains)).doesNotHaveDuplicates();
        });
  }

  @Test
  void sameItemGivesSameBytes() {
    Property.holds(
        TRIES,
        values -> {
          // Given
          Item item = AnyItem.from(values);

          assertThat(render(item)).isEqualTo(render(item));
        });
  }

  @Test
  void hiddenParticipantsStayHidden() {
    Property.holds(
        TRIES,
        values -> {
          // Given
          Item item = AnyItem.from(values);

          // When
          byte[] message = render(item);

          // Then
          assertThat(new String(message, US_ASCII)).doesNotContain("hidden@contoso.example");
        });
  }

  @Test
  void noValueReachesTheTableAsMarkup() {
    Property.holds(
        TRIES,
        values -> {
          // Given
          String text = AnyItem.text(values);

          // When
          String escaped = HtmlText.escaped(text);

          // Then
          assertThat(escaped).doesNotContain("<", ">", "\"", "'");
        });
  }

  @Test
  void plainTextOfAnyHtmlIsFound() {
    Property.holds(
        TRIES,
        values -> {
          // Given
          String html = AnyItem.text(values);

          assertThat(PlainText.of(html))
              .isEqualTo(PlainText.of(html))
              .hasSizeLessThanOrEqualTo(4 * html.length());
        });
  }

  @Test
  void addressOfALinkIsKept() {
    Property.holds(
        TRIES,
        values -> {
          // Given
          String words = AnyItem.text(values);

          // When
          String text =
              PlainText.of(
                  "<a href=\"https://deal.example/42\">" + HtmlText.escaped(words) + "</a>");

          // Then
          assertThat(text).endsWith("<https://deal.example/42>");
        });
  }

  private static byte[] render(Item item) {
    return MessageExamples.render("desk/x.json", item, MessageExamples.attachments(item), DOCUMENT);
  }

  private static List<String> names(byte[] message) throws MessagingException {
    var parsed =
        new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(message));
    return Collections.list(parsed.getAllHeaders()).stream().map(Header::getName).toList();
  }
}
