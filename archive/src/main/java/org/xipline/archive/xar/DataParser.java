package org.xipline.archive.xar;

import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.xipline.archive.xar.xml.XmlCursor;

/** Reads where content is: a {@code <data>}, or the same elements inside an {@code <ea>}. */
final class DataParser {
  private final ElementReader fields;
  private final XmlCursor cursor;
  private final Supplier<String> owner;

  private long offset = -1;
  private long length = -1;
  private long size = -1;
  private @Nullable XarEncoding encoding;
  private @Nullable Checksum archived;
  private @Nullable Checksum extracted;

  private DataParser(XmlCursor cursor, Supplier<String> owner) {
    this.fields = new ElementReader(cursor, owner);
    this.cursor = cursor;
    this.owner = owner;
  }

  /** Reads the element that the cursor is at; empty if it says nothing about the heap. */
  static Optional<XarData> parse(XmlCursor cursor, Supplier<String> owner) throws IOException {
    DataParser parser = new DataParser(cursor, owner);
    while (cursor.nextChild()) {
      parser.parseChild();
    }
    return parser.data();
  }

  private void parseChild() throws IOException {
    String element = cursor.name();
    if (!isExtractedChecksum(element)) {
      fields.requireFirst();
    } else if (extracted != null) {
      throw fields.repeated("extracted-checksum");
    }
    switch (element) {
      case "offset" -> offset = fields.number();
      case "length" -> length = fields.number();
      case "size" -> size = fields.number();
      case "encoding" -> {
        encoding = XarEncoding.ofStyle(fields.style());
        cursor.skip();
      }
      case "archived-checksum" -> archived = fields.checksum();
      case "extracted-checksum", "unarchived-checksum" -> extracted = fields.checksum();
      default -> cursor.skip();
    }
  }

  /** It has two names. */
  private static boolean isExtractedChecksum(String element) {
    return element.equals("extracted-checksum") || element.equals("unarchived-checksum");
  }

  private Optional<XarData> data() throws IOException {
    if (offset < 0 && length < 0 && size < 0) {
      return Optional.empty();
    }
    if (offset < 0 || length < 0 || size < 0) {
      throw Malformed.because(owner.get() + " lacks its offset, length or size");
    }
    XarEncoding known = encoding == null ? XarEncoding.STORED : encoding;
    if (known == XarEncoding.STORED && length != size) {
      throw Malformed.because(
          "%s is stored in %,d bytes, and should have %,d".formatted(owner.get(), length, size));
    }
    Optional<Checksum> ofStored = Optional.ofNullable(archived);
    // Of what is stored as it is, both are the same: one object does.
    Optional<Checksum> ofDecoded =
        Objects.equals(extracted, archived) ? ofStored : Optional.ofNullable(extracted);
    return Optional.of(
        new XarData(new HeapRange(offset, length), size, known, ofStored, ofDecoded));
  }
}
