package org.xipline.archive.xar.xml;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xipline.archive.model.ArchiveRejectedException;

class XmlCursorTest {

  @Test
  void shouldWalkThroughADocument() throws IOException {
    XmlCursor cursor =
        open(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <!-- a comment -->
            <r>
             <a x='1' y = "&lt;2&#x3e;"/>
             <skipped><b>text<c/></b></skipped><!-- another -->
             <d >one</d >
            </r>
            """);
    assertThat(cursor.nextChild()).isTrue();
    assertThat(cursor.name()).isEqualTo("a");
    assertThat(cursor.attribute("x")).contains("1");
    assertThat(cursor.attribute("y")).contains("<2>");
    assertThat(cursor.attribute("z")).isEmpty();
    assertThat(cursor.nextChild()).isFalse();
    assertThat(cursor.nextChild()).isTrue();
    cursor.skip();
    assertThat(cursor.nextChild()).isTrue();
    assertThat(cursor.name()).isEqualTo("d");
    assertThat(cursor.text(3)).isEqualTo("one");
    assertThat(cursor.nextChild()).isFalse();
    cursor.finish();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      value = {
        "&lt;&gt;&amp;&quot;&apos; | <>&\"'",
        "&#233;&#xE9;\u00e9\u20ac\ud83d\ude00 | \u00e9\u00e9\u00e9\u20ac\ud83d\ude00",
        "a<![CDATA[<&]]]]>b | a<&]]b",
        "a<![CDATA[]]><![CDATA[b]]> | ab",
        "a]]b]>c | a]]b]>c",
        "\"quotes' | \"quotes'"
      })
  void shouldReadTextAsItIsMeant(String xml, String text) throws IOException {
    assertThat(textOf("<r><a>" + xml + "</a></r>")).isEqualTo(text);
  }

  @Test
  void shouldReadEveryKindOfLineEndAsOne() throws IOException {
    assertThat(textOf("<r><a>1\r\n2\r3\n4&#13;5</a></r>")).isEqualTo("1\n2\n3\n4\r5");
    XmlCursor cursor = open("<r><a x='1\r\n2\t3&#10;4'/></r>");
    assertThat(cursor.nextChild()).isTrue();
    assertThat(cursor.attribute("x")).contains("1 2 3\n4");
  }

  @Test
  void shouldReadLongTextInPieces() throws IOException {
    String text = "a\u00e9]".repeat(50_000);
    assertThat(textOf("<r><a>" + text + "</a></r>")).isEqualTo(text);
    assertThat(textOf("<r><a><![CDATA[" + text + "]]></a></r>")).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "text",
        "<r>",
        "<r></s>",
        "<r/><r/>",
        "<r/>text",
        "<r/>&#32;",
        "text<r/>",
        " <?xml version='1.0'?><r/>",
        "<?xml version='1.1'?><r/>",
        "<?xml encoding='UTF-8'?><r/>",
        "<?xml version='1.0' encoding='UTF-16'?><r/>",
        "<?xml version='1.0' version='1.0'?><r/>",
        "<?xml version='&#49;.0'?><r/>",
        "<r><?target?></r>",
        "<!DOCTYPE r><r/>",
        "<!DOCTYPE r [<!ENTITY e '1'>]><r>&e;</r>",
        "<r>&e;</r>",
        "<r>&#0;</r>",
        "<r>&#xD800;</r>",
        "<r>&#x110000;</r>",
        "<r>&#99999999999;</r>",
        "<r>&lt</r>",
        "<r>&</r>",
        "<r>]]></r>",
        "<r>\u0001</r>",
        "<r>\ufffe</r>",
        "<r><![CDATA[</r>",
        "<![CDATA[]]><r/>",
        "<r><!-- a -- b --></r>",
        "<r><!-- a --",
        "<r x='1' x='2'/>",
        "<r x='1'y='2'/>",
        "<r x=1/>",
        "<r x/>",
        "<r x='<'/>",
        "<r x='1/>",
        "<r / >",
        "< r/>",
        "<p:r/>",
        "<r p:x='1'/>",
        "<\u00e9/>",
        "<1/>"
      })
  void shouldRefuseWhatIsNotWellFormedOrNotNeeded(String xml) {
    assertRefused(xml.getBytes(UTF_8));
  }

  @Test
  void shouldRefuseWhatIsNotUtf8() {
    for (String octets :
        new String[] {
          "\u00e9", "\u00c0\u00af", "\u00ed\u00a0\u0080", "\u00f5\u0080\u0080\u0080", "\u0080"
        }) {
      assertRefused(("<r>" + octets + "</r>").getBytes(ISO_8859_1));
    }
  }

  @Test
  void shouldBoundWhatItReads() throws IOException {
    assertRefused("<r>".repeat(100_000).getBytes(UTF_8));
    assertRefused(("<r x='" + "a".repeat(70_000) + "'/>").getBytes(UTF_8));
    assertRefused(("<" + "r".repeat(200) + "/>").getBytes(UTF_8));
    XmlCursor cursor = open("<r><a>12345</a></r>");
    assertThat(cursor.nextChild()).isTrue();
    assertThatExceptionOfType(ArchiveRejectedException.class).isThrownBy(() -> cursor.text(4));
  }

  private static void assertRefused(byte[] xml) {
    assertThatExceptionOfType(ArchiveRejectedException.class)
        .isThrownBy(() -> {
          XmlCursor cursor = XmlCursor.open("the document", new ByteArrayInputStream(xml), "r");
          cursor.skip();
          cursor.finish();
        })
        .withMessageStartingWith("the document");
  }

  private static String textOf(String xml) throws IOException {
    XmlCursor cursor = open(xml);
    assertThat(cursor.nextChild()).isTrue();
    return cursor.text(1 << 20);
  }

  private static XmlCursor open(String xml) throws IOException {
    return XmlCursor.open("the document", new ByteArrayInputStream(xml.getBytes(UTF_8)), "r");
  }
}
