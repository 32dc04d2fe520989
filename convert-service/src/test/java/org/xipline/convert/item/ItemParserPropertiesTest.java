package org.xipline.convert.item;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.xipline.schemas.property.Property;
import org.xipline.schemas.property.Values;

/** Whatever a document holds, it is an item or there is a reason why not. */
class ItemParserPropertiesTest {

  private static final List<Path> EXAMPLES =
      Stream.of(".json", ".xml", ".eml")
          .flatMap(suffix ->
              Stream.of("valid", "invalid")
                  .flatMap(folder -> ItemExamples.in(folder, suffix).stream()))
          .toList();

  /** A document, and the path it comes under. */
  record Document(String path, byte[] bytes) {
    @Override
    public String toString() {
      return path + ": " + new String(bytes, ISO_8859_1);
    }
  }

  @Test
  void anyBytesAreAnswered() {
    Property.holds(
        500,
        values -> {
          // Given
          Document document = damaged(values);

          // When
          ParsedItem parsed =
              ItemExamples.parse(document.path(), ItemExamples.source(document.bytes()));

          // Then
          switch (parsed) {
            case ParsedItem.Parsed(Item item) -> assertThat(item.participants()).isNotEmpty();
            case ParsedItem.Malformed malformed ->
                assertThat(malformed.detail())
                    .as(document::toString)
                    .isNotBlank()
                    .hasSizeLessThan(600)
                    .doesNotContainPattern("\\p{Cntrl}");
          }
        });
  }

  /** An example, cut anywhere, with a byte changed anywhere. */
  private static Document damaged(Values values) throws IOException {
    Path example = values.oneOf(EXAMPLES);
    byte[] whole = Files.readAllBytes(example);
    byte[] bytes = Arrays.copyOf(whole, values.integer(0, whole.length));
    if (bytes.length > 0) {
      bytes[values.integer(0, bytes.length - 1)] = values.octet();
    }
    return new Document("d/" + example.getFileName(), bytes);
  }
}
