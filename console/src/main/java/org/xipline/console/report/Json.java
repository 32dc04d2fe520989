package org.xipline.console.report;

import java.io.PrintStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** How JSON is written to standard output: one document, indented, ended by a line feed. */
final class Json {

  /** What writes one document. */
  @FunctionalInterface
  interface Document {
    void writeTo(JsonGenerator json);
  }

  /** Writes a document that has whole objects in it. */
  static void print(PrintStream out, Document document) {
    print(out, WithMapper.MAPPER.createGenerator(out), document);
  }

  /**
   * Writes a document that is all single fields. It needs no mapper, which takes longer to make
   * than a small archive to verify.
   */
  static void printFields(PrintStream out, Document document) {
    print(out, WithoutMapper.FACTORY.createGenerator(WithoutMapper.INDENTED, out), document);
  }

  private static void print(PrintStream out, JsonGenerator generator, Document document) {
    try (generator) {
      document.writeTo(generator);
    }
    out.println();
    out.flush();
  }

  private static final class WithMapper {
    static final JsonMapper MAPPER =
        JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .build();
  }

  private static final class WithoutMapper {
    static final JsonFactory FACTORY =
        JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    static final ObjectWriteContext INDENTED =
        new ObjectWriteContext.Base() {
          @Override
          public PrettyPrinter getPrettyPrinter() {
            return new DefaultPrettyPrinter();
          }

          @Override
          public boolean hasPrettyPrinter() {
            return true;
          }
        };
  }

  private Json() {}
}
