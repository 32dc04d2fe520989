package org.xipline.convert.mime;

import java.io.IOException;
import java.io.Writer;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.xipline.convert.address.Person;
import org.xipline.convert.item.Body;
import org.xipline.convert.item.TranscriptLine;

/**
 * A transcript for reading: every time with its zone, every line with who said it. Nothing in it is
 * markup of the source, nothing is loaded from elsewhere.
 */
final class Transcript {
  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html>
      <head><meta charset="utf-8"></head>
      <body>
      <table border="1" cellpadding="4" style="border-collapse:collapse">
      <tr><th>Time</th><th>From</th><th>Text</th></tr>
      """;
  private static final String FOOT =
      """
      </table>
      </body>
      </html>
      """;

  private final List<TranscriptLine> lines;

  Transcript(List<TranscriptLine> lines) {
    this.lines = lines;
  }

  /**
   * One line {@code [time] Name <address>: text} each. What follows a line end inside a text is
   * indented, so that no text can pass for another line.
   */
  void writeText(Writer writer) throws IOException {
    for (TranscriptLine line : lines) {
      writer.write("[" + time(line.sent()) + "] " + who(line.from()) + ": ");
      writer.write(said(line.said()).replaceAll("\\R", "\n    "));
      writer.write("\n");
    }
  }

  /** The same as a table. */
  void writeHtml(Writer writer) throws IOException {
    writer.write(HEAD);
    for (TranscriptLine line : lines) {
      writer.write("<tr><td>" + time(line.sent()) + "</td>");
      writer.write("<td>" + HtmlText.escaped(who(line.from())) + "</td>");
      writer.write("<td style=\"white-space:pre-wrap\">");
      writer.write(HtmlText.escaped(said(line.said())));
      writer.write("</td></tr>\n");
    }
    writer.write(FOOT);
  }

  private static String time(OffsetDateTime sent) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(sent);
  }

  private static String who(Person person) {
    Optional<String> name = person.name().map(CleanText::line).filter(text -> !text.isBlank());
    return name.map(text -> text + " <" + person.address() + ">").orElse(person.address());
  }

  private static String said(Body body) {
    return CleanText.lines(body.text().or(() -> body.html().map(PlainText::of)).orElse(""));
  }
}
