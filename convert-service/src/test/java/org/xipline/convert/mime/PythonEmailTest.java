package org.xipline.convert.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.xipline.convert.Python;
import org.xipline.convert.address.Person;
import org.xipline.convert.item.Content;
import org.xipline.convert.item.Item;
import org.xipline.convert.item.ItemExamples;
import org.xipline.convert.item.ResolvedAttachment;
import org.xipline.schemas.property.Property;
import org.xipline.schemas.property.Values;
import tools.jackson.databind.JsonNode;

/**
 * A parser that is not ours, and tells of every defect, finds none, and reads back what was meant.
 */
class PythonEmailTest {
  private static final int MESSAGES = 120;

  @Test
  void shouldFindNoDefectInExamples() throws Exception {
    // Given
    Python.assume();
    List<byte[]> messages = new ArrayList<>();
    for (Path example :
        Stream.of(".json", ".xml", ".eml")
            .flatMap(suffix -> ItemExamples.in("valid", suffix).stream())
            .toList()) {
      messages.add(
          MessageExamples.render("d/" + example.getFileName(), ItemExamples.source(example)));
    }

    // When
    List<JsonNode> seen = seen(messages);

    // Then
    assertThat(seen).hasSameSizeAs(messages).allMatch(message -> message.get("defects").isEmpty());
  }

  @Test
  void shouldReadBackWhatItemsSay() throws InterruptedException {
    Python.assume();
    Property.holds(1, PythonEmailTest::readBack);
  }

  private static void readBack(Values values) throws IOException, InterruptedException {
    // Given
    List<Item> items = values.list(MESSAGES, MESSAGES, AnyItem::from);
    List<byte[]> messages = new ArrayList<>();
    for (Item item : items) {
      List<ResolvedAttachment> attachments = MessageExamples.attachments(item);
      messages.add(
          MessageExamples.render("d/七 x.json", item, attachments, ItemExamples.source("document")));
    }

    // When
    List<JsonNode> seen = seen(messages);

    // Then
    for (int i = 0; i < MESSAGES; i++) {
      assertReadBack(seen.get(i), items.get(i));
    }
  }

  private static void assertReadBack(JsonNode seen, Item item) {
    assertThat(seen.get("defects")).as(() -> seen + "\n" + item).isEmpty();
    assertThat(seen.get("entry").asString()).isEqualTo("d/七 x.json");
    assertThat(seen.get("itemId").asString()).isEqualTo(CleanText.line(item.id()));
    item.subject()
        .ifPresent(subject ->
            assertThat(seen.get("subject").asString()).isEqualTo(CleanText.line(subject)));
    assertThat(seen.get("from")).hasSize(1);
    assertPerson(seen.get("from").get(0), item.from().orElseThrow());
    for (int i = 0; i < item.to().size(); i++) {
      assertPerson(seen.get("to").get(i), item.to().get(i));
    }
    assertThat(seen.get("cc")).hasSameSizeAs(item.cc());
    assertFiles(seen.get("files"), item);
    assertBody(seen.get("texts"), (Content.Composed) item.content());
  }

  private static void assertPerson(JsonNode seen, Person person) {
    Optional<String> name = person.name().map(CleanText::line).filter(text -> !text.isBlank());
    assertThat(unspaced(seen.get(0).asString())).isEqualTo(unspaced(name.orElse("")));
    assertThat(unquoted(seen.get(1).asString()))
        .isEqualTo(unquoted(AddressSyntax.addrSpec(person.address())));
  }

  /** Python takes quotes and angle brackets around a whole file name for syntax. */
  private static String unwrapped(String name) {
    return name.replaceFirst("^\"(.*)\"$|^<(.*)>$", "$1$2").strip();
  }

  /** Python before 3.12 keeps the space between encoded words of a name. */
  private static String unspaced(String name) {
    return name.replaceAll("\\s", "");
  }

  /** Whether a local part is quoted changes nothing. */
  private static String unquoted(String address) {
    return address.replaceAll("[\"\\\\]", "");
  }

  private static void assertFiles(JsonNode seen, Item item) {
    List<ResolvedAttachment> attachments = MessageExamples.attachments(item);
    assertThat(seen).hasSameSizeAs(attachments);
    for (int i = 0; i < attachments.size(); i++) {
      String name = attachments.get(i).named().name();
      assertThat(seen.get(i).get(0).asString()).isEqualTo(unwrapped(FileName.of(name).toString()));
      assertThat(HexFormat.of().parseHex(seen.get(i).get(1).asString()))
          .hasSize((int) attachments.get(i).sizeBytes());
    }
  }

  private static void assertBody(JsonNode seen, Content.Composed content) {
    List<String> texts =
        StreamSupport.stream(seen.spliterator(), false).map(JsonNode::asString).toList();
    Stream.of(content.body().text(), content.body().html())
        .flatMap(Optional::stream)
        .map(text -> CleanText.lines(text).replaceAll("\r\n|\r|\n", "\n"))
        .forEach(text -> assertThat(texts).anyMatch(one -> sameText(one, text)));
  }

  /** Python ends every text with a line end. */
  private static boolean sameText(String one, String other) {
    return one.replace("\r\n", "\n").stripTrailing().equals(other.stripTrailing());
  }

  private static List<JsonNode> seen(List<byte[]> messages)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("messages");
    try {
      List<String> files = new ArrayList<>();
      for (byte[] message : messages) {
        files.add(Files.write(folder.resolve(files.size() + ".eml"), message).toString());
      }
      return Python.answers(
          Objects.requireNonNull(PythonEmailTest.class.getResource("parse_messages.py")), files);
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
      }
    }
  }
}
