package org.xipline.console.report;

import java.io.PrintStream;
import org.xipline.console.cli.JsonDocument;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** How JSON that has whole objects in it is written to standard output. */
final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .build();

  /** Writes one document, indented, ended by a line feed. */
  static void print(PrintStream out, JsonDocument document) {
    document.print(out, MAPPER.createGenerator(out));
  }

  private Json() {}
}
