package org.xipline.convert.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xipline.convert.item.ItemExamples.item;
import static org.xipline.convert.item.ItemExamples.malformed;
import static org.xipline.convert.item.ItemExamples.parse;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xipline.schemas.reason.DeadLetterReason;

/** What is no document of its format. */
class UnreadableDocumentTest {
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
        .isEqualTo("not valid XML: a character that XML does not allow, or a damaged declaration");
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
    assertThat(malformed.detail()).isEqualTo("not valid JSON: the document is not UTF-8");
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
}
