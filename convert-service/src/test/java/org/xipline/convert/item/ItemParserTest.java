package org.xipline.convert.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.xipline.convert.item.ItemExamples.item;
import static org.xipline.convert.item.ItemExamples.parse;

import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xipline.convert.address.Person;
import org.xipline.schemas.identity.EmailAddress;
import org.xipline.schemas.identity.EntryPath;

class ItemParserTest {
  @Test
  void shouldReadEveryProperty() {
    // Given
    Path file = example("everything.json");

    // When
    Item item = item(parse(file));

    // Then
    assertThat(item.id()).isEqualTo("会議-7");
    assertThat(item.sent()).isEqualTo("2026-02-28T23:59:59.123456789-05:30");
    assertThat(item.sent().getOffset()).hasToString("-05:30");
    assertThat(item.subject()).hasValue("四半期報告 – résumé 🎉");
    assertThat(item.from()).hasValue(person("Zoë Müller", "Zoe@Contoso.example"));
    assertThat(item.to())
        .containsExactly(
            person("O'Hara, \"Bob\"", "bob@contoso.example"),
            new Person(Optional.empty(), "carol@contoso.example"));
    assertThat(item.cc()).containsExactly(person("山田太郎", "yamada@例え.example"));
    assertThat(item.bcc()).containsExactly(person("Dora", "dora@contoso.example"));
    assertThat(item.content())
        .isEqualTo(
            new Content.Composed(
                Optional.of("email"),
                new Body(Optional.of("Grüße\nline two"), Optional.of("<p>Gr&uuml;&szlig;e</p>")),
                List.of(),
                List.of(
                    new Attachment(
                        new EntryPath("desk/attachments/七.pdf"),
                        "報告 \"最終\"; v2.pdf",
                        Optional.of("application/pdf")),
                    new Attachment(
                        new EntryPath("shared/empty.txt"),
                        "empty.txt",
                        Optional.of("text/plain; charset=utf-8")))));
    assertThat(item.ignoredProperties()).isEqualTo(2);
  }

  @Test
  void shouldNameParticipantsOnceInTheirOrder() {
    // Given
    Path file = example("everything.json");

    // When
    List<Participant> participants = item(parse(file)).participants();

    // Then
    assertThat(participants)
        .extracting(participant -> participant.address().value())
        .containsExactly(
            "zoe@contoso.example",
            "bob@contoso.example",
            "carol@contoso.example",
            "yamada@xn--r8jz45g.example",
            "dora@contoso.example");
    assertThat(participants.getFirst().asWritten()).isEqualTo("Zoe@Contoso.example");
  }

  @ParameterizedTest
  @ValueSource(strings = {"display-names.json", "display-names.xml"})
  void shouldReadAddressesBehindDisplayNames(String example) {
    // When
    Item item = item(parse(example(example)));

    // Then
    assertThat(item.participants())
        .containsExactly(
            participant("alice@contoso.example", "alice@contoso.example"),
            participant("bob@contoso.example", "Bob@contoso.example"),
            participant("zoe@contoso.example", "zoe@contoso.example"));
    assertThat(item.from()).hasValue(person("Alice", "alice@contoso.example"));
    assertThat(item.to()).containsExactly(person("Roe, Bob", "Bob@contoso.example"));
  }

  @Test
  void shouldReadXmlInAnyOrder() {
    // Given
    Path file = example("everything.xml");

    // When
    Item item = item(parse(file));

    // Then
    assertThat(item.id()).isEqualTo("X-1");
    assertThat(item.sent()).isEqualTo("2026-11-20T09:15:00.5+05:30");
    assertThat(item.subject()).hasValue("四半期報告 & more 🎉");
    assertThat(item.to())
        .containsExactly(
            person("Bob", "bob@contoso.example"), person("Carol", "carol@contoso.example"));
    assertThat(item.bcc())
        .containsExactly(
            person("Erin", "erin@contoso.example"), person("Frank", "frank@contoso.example"));
    assertThat(item.participants()).hasSize(3);
    assertThat(item.content())
        .isEqualTo(
            new Content.Composed(
                Optional.empty(),
                new Body(Optional.of("see attached"), Optional.of("<p>see <b>attached</b></p>")),
                List.of(),
                List.of()));
    assertThat(item.ignoredProperties()).isZero();
  }

  @Test
  void shouldReadTheSameFromBothFormats() {
    // Given
    String json =
        """
        {"Id":"C-2","Sent":"2026-11-20T09:20:00Z","From":{"Email":"alice@contoso.example"},
         "Email":["alice@contoso.example"],"Messages":[
         {"Sent":"2026-11-20T09:15:00+01:00","From":{"Email":"alice@contoso.example"},"Text":"hello"},
         {"Sent":"2026-11-20T09:15:05+01:00","From":{"Name":"Bob","Email":"bob@contoso.example"}}]}
        """;

    // When
    Item fromXml = item(parse(example("transcript.xml")));

    // Then
    assertThat(fromXml).isEqualTo(item("desk/transcript.json", json));
    assertThat(((Content.Composed) fromXml.content()).transcript())
        .extracting(TranscriptLine::sent)
        .containsExactly(
            OffsetDateTime.parse("2026-11-20T09:15:00+01:00"),
            OffsetDateTime.parse("2026-11-20T09:15:05+01:00"));
  }

  private static Participant participant(String address, String asWritten) {
    return new Participant(new EmailAddress(address), asWritten);
  }

  private static Person person(String name, String address) {
    return new Person(Optional.of(name), address);
  }

  private static Path example(String name) {
    return ItemExamples.in("valid", name).getFirst();
  }
}
