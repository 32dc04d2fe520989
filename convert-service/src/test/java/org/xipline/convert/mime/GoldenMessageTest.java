package org.xipline.convert.mime;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xipline.convert.item.ItemExamples;

/**
 * Holds rendered messages to the bytes they were. Where a change of bytes is meant, {@link
 * MessageRenderer#VERSION} grows, and {@code -Dgolden.write=true} writes the files anew.
 */
class GoldenMessageTest {
  private static final Path GOLDEN =
      Path.of("src/test/resources/org/xipline/convert/mime/r" + MessageRenderer.VERSION);

  @ParameterizedTest
  @MethodSource("examples")
  void shouldRenderTheSameBytesAsEver(Path document) throws IOException {
    // Given
    Path golden = GOLDEN.resolve(document.getFileName() + ".golden");

    // When
    byte[] message =
        MessageExamples.render("desk/" + document.getFileName(), ItemExamples.source(document));

    // Then
    if (Boolean.getBoolean("golden.write")) {
      Files.createDirectories(GOLDEN);
      Files.write(golden, message);
    }
    assertThat(new String(message, US_ASCII)).isEqualTo(Files.readString(golden, US_ASCII));
    assertThat(message).isEqualTo(Files.readAllBytes(golden));
  }

  static List<Path> examples() {
    return Stream.of(".json", ".xml", ".eml")
        .flatMap(suffix -> ItemExamples.in("valid", suffix).stream())
        .toList();
  }
}
