package org.xipline.console.report;

import java.io.PrintStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** How JSON is written to standard output: one document, indented, ended by a line feed. */
final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .build();

  /** What writes one document. */
  @FunctionalInterface
  interface Document {
    void writeTo(JsonGenerator json);
  }

  static void print(PrintStream out, Document document) {
    try (JsonGenerator json = MAPPER.createGenerator(out)) {
      document.writeTo(json);
    }
    out.println();
    out.flush();
  }

  private Json() {}
}
