package org.xipline.convert.mime;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.xipline.convert.address.Person;
import org.xipline.convert.item.Attachment;
import org.xipline.convert.item.Body;
import org.xipline.convert.item.Content;
import org.xipline.convert.item.Item;
import org.xipline.convert.item.Participant;
import org.xipline.convert.item.TranscriptLine;
import org.xipline.schemas.identity.EntryPath;
import org.xipline.schemas.property.Values;

/** Items whose every value may hold what breaks a header, a part or a table. */
final class AnyItem {
  private static final List<String> PIECES =
      List.of(
          "\r\nBcc: victim@evil.example",
          "\n\n",
          "\r",
          "\0",
          "\u2028",
          "=?utf-8?q?x?=",
          "\"",
          "\\",
          "<b>&amp;",
          "a@b.example",
          "--=_xip.mixed.",
          " ",
          "  ",
          "\t",
          "\u202e",
          "../",
          ";",
          ",",
          "(",
          "会議",
          "🎉👩‍👩‍👧",
          "é",
          "e\u0301",
          "\ud800",
          "x".repeat(120),
          "長い".repeat(60));

  private AnyItem() {}

  static Item from(Values values) {
    Person from = person(values);
    return new Item(
        id(values),
        sent(values),
        values.optional(AnyItem::text),
        Optional.of(from),
        values.list(0, 3, AnyItem::person),
        values.list(0, 3, AnyItem::person),
        List.of(new Person(Optional.empty(), "hidden@contoso.example")),
        List.of(
            new Participant(from.email(), from.address()),
            participant("hidden@contoso.example"),
            participant("Other@Contoso.example")),
        content(values),
        0);
  }

  private static String id(Values values) {
    String id = text(values);
    return id.isBlank() ? id(values) : id;
  }

  /** Text made of pieces that mean something to mail, and of any characters. */
  static String text(Values values) {
    return String.join("", values.list(0, 6, AnyItem::piece));
  }

  private static String piece(Values values) {
    return switch (values.integer(0, 6)) {
      case 0, 1, 2 -> values.oneOf(PIECES);
      case 3, 4, 5 -> values.text(0, 20, ' ', '~');
      default -> values.text(10);
    };
  }

  static Person person(Values values) {
    return new Person(
        values.optional(AnyItem::text),
        values.oneOf(
            "alice@contoso.example",
            "Bob.O'Hara+tag@Contoso.example",
            "a..b@contoso.example",
            ".dot@contoso.example",
            "\"quoted local\"@contoso.example",
            "\"un\"escaped\"@contoso.example",
            "jösé@contoso.example",
            "alice@例え.example",
            "用户@例え.example",
            " spaced@contoso.example ",
            "x".repeat(64) + "@contoso.example"));
  }

  private static OffsetDateTime sent(Values values) {
    return OffsetDateTime.ofInstant(
        Instant.ofEpochSecond(values.longInteger(0, 250_000_000_000L)),
        ZoneOffset.ofTotalSeconds(values.integer(-64800, 64800)));
  }

  private static Content content(Values values) {
    return new Content.Composed(
        values.optional(AnyItem::text),
        body(values),
        values.list(0, 3, AnyItem::line),
        values.list(0, 3, AnyItem::attachment));
  }

  private static Body body(Values values) {
    return new Body(values.optional(AnyItem::text), values.optional(AnyItem::text));
  }

  private static TranscriptLine line(Values values) {
    return new TranscriptLine(sent(values), person(values), body(values));
  }

  private static Attachment attachment(Values values) {
    return new Attachment(
        new EntryPath("desk/file"), text(values), values.optional(AnyItem::mediaType));
  }

  private static String mediaType(Values values) {
    return values.oneOf(
        "application/pdf",
        "text/plain; charset=\"utf-8\"",
        "text/plain; charset=x\r\nBcc: y",
        "message/rfc822",
        "multipart/mixed; boundary=x",
        "nonsense",
        "image/svg+xml",
        text(values));
  }

  private static Participant participant(String address) {
    Person person = new Person(Optional.empty(), address);
    return new Participant(person.email(), person.address());
  }
}
