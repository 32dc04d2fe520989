package org.xipline.convert.mime;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import org.xipline.convert.item.Attachment;
import org.xipline.convert.item.Body;
import org.xipline.convert.item.Content;
import org.xipline.convert.item.Item;
import org.xipline.convert.item.Participant;
import org.xipline.convert.item.Person;
import org.xipline.convert.item.TranscriptLine;
import org.xipline.schemas.identity.EntryPath;

/** Items whose every value may hold what breaks a header, a part or a table. */
final class ItemArbitrary {
  private ItemArbitrary() {}

  /** Text made of pieces that mean something to mail, and of any characters. */
  static Arbitrary<String> text() {
    Arbitrary<String> piece =
        Arbitraries.frequencyOf(
            Tuple.of(
                3,
                Arbitraries.of(
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
                    "長い".repeat(60))),
            Tuple.of(3, Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(20)),
            Tuple.of(1, Arbitraries.strings().all().ofMaxLength(10)));
    return piece.list().ofMaxSize(6).map(pieces -> String.join("", pieces));
  }

  static Arbitrary<Item> items() {
    Arbitrary<List<Person>> people = person().list().ofMaxSize(3);
    return Combinators.combine(
            text().filter(id -> !id.isBlank()),
            sent(),
            text().optional(),
            person(),
            people,
            people,
            content())
        .as((id, sent, subject, from, to, cc, content) ->
            new Item(
                id,
                sent,
                subject,
                Optional.of(from),
                to,
                cc,
                List.of(new Person(Optional.empty(), "hidden@contoso.example")),
                List.of(
                    new Participant(from.email(), from.address()),
                    participant("hidden@contoso.example"),
                    participant("Other@Contoso.example")),
                content,
                0));
  }

  static Arbitrary<Person> person() {
    Arbitrary<String> address =
        Arbitraries.of(
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
            "x".repeat(64) + "@contoso.example");
    return Combinators.combine(text().optional(), address).as(Person::new);
  }

  private static Arbitrary<OffsetDateTime> sent() {
    return Combinators.combine(
            Arbitraries.longs().between(0, 250_000_000_000L),
            Arbitraries.integers().between(-64800, 64800))
        .as((second, offset) ->
            OffsetDateTime.ofInstant(
                Instant.ofEpochSecond(second), ZoneOffset.ofTotalSeconds(offset)));
  }

  private static Arbitrary<Content> content() {
    return Combinators.combine(text().optional(), body(), transcript(), attachments())
        .as(Content.Composed::new);
  }

  private static Arbitrary<Body> body() {
    return Combinators.combine(text().optional(), text().optional()).as(Body::new);
  }

  private static Arbitrary<List<TranscriptLine>> transcript() {
    return Combinators.combine(sent(), person(), body())
        .as(TranscriptLine::new)
        .list()
        .ofMaxSize(3);
  }

  private static Arbitrary<List<Attachment>> attachments() {
    Arbitrary<String> mediaType =
        Arbitraries.oneOf(
            Arbitraries.of(
                "application/pdf",
                "text/plain; charset=\"utf-8\"",
                "text/plain; charset=x\r\nBcc: y",
                "message/rfc822",
                "multipart/mixed; boundary=x",
                "nonsense",
                "image/svg+xml"),
            text());
    return Combinators.combine(text(), mediaType.optional())
        .as((name, type) -> new Attachment(new EntryPath("desk/file"), name, type))
        .list()
        .ofMaxSize(3);
  }

  private static Participant participant(String address) {
    Person person = new Person(Optional.empty(), address);
    return new Participant(person.email(), person.address());
  }
}
