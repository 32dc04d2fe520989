package org.xipline.convert.mime;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.OptionalLong;
import org.xipline.convert.item.ContentSource;

/** A part of a message, in the sense of RFC 2045. */
sealed interface Part {

  /**
   * Text to read.
   *
   * @param subtype of {@code text/}
   */
  record Text(String subtype, TextContent content) implements Part {}

  /**
   * A file, sent in base64.
   *
   * @param description ASCII, one line; empty for none
   * @param sizeBytes what its content must have; empty if nobody said
   */
  record File(
      FileName name,
      String mediaType,
      String description,
      OptionalLong sizeBytes,
      ContentSource content)
      implements Part {}

  /**
   * Parts together.
   *
   * @param subtype of {@code multipart/}
   * @param boundary holds {@code =_}, which neither quoted-printable nor base64 can
   */
  record Multi(String subtype, String boundary, List<Part> parts) implements Part {}

  /** Text that is written when asked for, the same each time. */
  @FunctionalInterface
  interface TextContent {
    void writeTo(Writer writer) throws IOException;
  }
}
