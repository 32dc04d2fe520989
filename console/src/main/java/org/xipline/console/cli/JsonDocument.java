package org.xipline.console.cli;

import java.io.PrintStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultPrettyPrinter;

/**
 * What writes JSON to standard output: one document, indented, ended by a line feed. Written field
 * by field, it needs no mapper, which takes longer to make than a small archive to verify.
 */
@FunctionalInterface
public interface JsonDocument {

  void writeTo(JsonGenerator json);

  /** Writes the document by this generator, and closes that. */
  default void print(PrintStream out, JsonGenerator generator) {
    try (generator) {
      writeTo(generator);
    }
    out.println();
    out.flush();
  }

  /** Writes a document that is all single fields. */
  static void print(PrintStream out, JsonDocument document) {
    document.print(out, WithoutMapper.FACTORY.createGenerator(WithoutMapper.INDENTED, out));
  }

  /** How, made when it is needed. */
  final class WithoutMapper {
    private static final JsonFactory FACTORY =
        JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    private static final ObjectWriteContext INDENTED =
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

    private WithoutMapper() {}
  }
}
