package org.xipline.convert.mime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "see <a href=\"https://deal.example/42\">this</a>. | see this <https://deal.example/42>.",
        "<a href='/a?b=1&amp;c=2'><b>x</b></a> | x </a?b=1&c=2>",
        "<a href=https://x.example>https://x.example</a> | https://x.example",
        "<a href=https://x.example></a> | <https://x.example>",
        "<a name=top>x</a> | x",
        "<p><a href=u>one<p>two | one <u>",
      })
  void shouldKeepWhereLinksLead(String html, String text) {
    assertThat(PlainText.of(html).lines().findFirst()).hasValue(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "<img src=https://x.example/y.png alt='the chart'> | [image: the chart, https://x.example/y.png]",
        "<img src=https://x.example/y.png> | [image: https://x.example/y.png]",
        "<img alt=\"chart\">done | [image: chart]done",
        "a<img>b | ab",
        "<video src=v.mp4></video> | [video: v.mp4]",
        "<noscript><img src=x.png></noscript> | [image: x.png]",
      })
  void shouldNameWhatIsShownFromElsewhere(String html, String text) {
    assertThat(PlainText.of(html)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>var a=1>2;</script><style>p{}</style><!-- c > d -->tail",
        "<SCRIPT >if (a </b) {}</SCRIPT >tail",
        "<script><!-- <script> x </script> --></script>tail",
        "<style>a > b {content: '</p>'}</style>tail<!-- never closed",
        "<!doctype html><head><title>x</title><style>y</style></head><body>tail</body>",
        "<!---->tail",
        "<a title=\"1 > 2\">tail</a>",
      })
  void shouldDropWhatNoReaderSees(String html) {
    assertThat(PlainText.of(html)).isEqualTo("tail");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "1 &lt; 2 &amp;&amp; &quot;3&quot; &#x2014; &#128640; | 1 < 2 && \"3\" — 🚀",
        "Gr&uuml;&szlig;e &euro;5&nbsp;&hellip; | Grüße €5 …",
        "&lt;b&gt; &amp;lt; | <b> &lt;",
        "R&D & co &unknown; | R&D & co &unknown;",
        "1 < 2 | 1 < 2",
      })
  void shouldDecodeEntities(String html, String text) {
    assertThat(PlainText.of(html)).isEqualTo(text);
  }

  @Test
  void shouldBreakLinesAtBlocksAndBreaks() {
    // Given
    String html =
        """
        <h1>Deal</h1><p>one <i>and</i>
           two</p><div><div>three<br>four<br/><br>five</div></div>
        <ul><li>six<li>seven</ul><table><tr><td>a<td>b<tr><td>c</table><pre>x
          y</pre>end
        """;

    // Then
    assertThat(PlainText.of(html))
        .isEqualTo("Deal\none and two\nthree\nfour\n\nfive\nsix\nseven\na b\nc\nx\n  y\nend");
  }

  @Test
  void shouldShowHtmlItselfWhereItHasTooManyTags() {
    // Given
    String html = "<b>x".repeat(60_000);

    // Then
    assertThat(PlainText.of(html)).isEqualTo(html);
  }

  @Test
  void shouldShowHtmlItselfWhereBrokenHtmlRepeatsALink() {
    // Given
    String html = "<p><a href=" + "x".repeat(100_000) + ">y" + "<p>z".repeat(40_000);

    // Then
    assertThat(PlainText.of(html)).isEqualTo(html);
  }

  @Test
  void shouldKeepTextAtAnyDepth() {
    assertThat(PlainText.of("<div>".repeat(40_000) + "deep")).isEqualTo("deep");
  }
}
