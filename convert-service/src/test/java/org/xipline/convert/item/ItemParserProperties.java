package org.xipline.convert.item;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a document holds, it is an item or there is a reason why not. */
class ItemParserProperties {

  /** A document, and the path it comes under. */
  record Document(String path, byte[] bytes) {
    @Override
    public String toString() {
      return path + ": " + new String(bytes, ISO_8859_1);
    }
  }

  @Property(tries = 500)
  void anyBytesAreAnswered(@ForAll("documents") Document document) {
    // When
    ParsedItem parsed = ItemExamples.parse(document.path(), ItemExamples.source(document.bytes()));

    // Then
    switch (parsed) {
      case ParsedItem.Parsed(Item item) -> assertThat(item.participants()).isNotEmpty();
      case ParsedItem.Malformed malformed -> {
        assertThat(malformed.detail()).isNotBlank().hasSizeLessThan(600);
        assertThat(malformed.detail()).doesNotContainPattern("\\p{Cntrl}");
      }
    }
  }

  /** Examples, cut anywhere, with a byte changed anywhere. */
  @Provide
  Arbitrary<Document> documents() {
    Arbitrary<Path> example =
        Arbitraries.of(
            Stream.of(".json", ".xml", ".eml")
                .flatMap(suffix ->
                    Stream.of("valid", "invalid")
                        .map(folder -> ItemExamples.in(folder, suffix))
                        .flatMap(List::stream))
                .toList());
    return Combinators.combine(
            example,
            Arbitraries.doubles().between(0, 1),
            Arbitraries.doubles().between(0, 1),
            Arbitraries.bytes())
        .as(ItemParserProperties::damaged);
  }

  private static Document damaged(Path example, double length, double place, byte value) {
    try {
      byte[] whole = Files.readAllBytes(example);
      byte[] bytes = Arrays.copyOf(whole, (int) Math.ceil(whole.length * length));
      if (bytes.length > 0) {
        bytes[(int) (place * (bytes.length - 1))] = value;
      }
      return new Document("d/" + example.getFileName(), bytes);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
