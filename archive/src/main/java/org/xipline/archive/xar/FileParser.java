package org.xipline.archive.xar;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.xipline.archive.model.ArchiveRejectedException;
import org.xipline.archive.model.Quoted;
import org.xipline.archive.xar.xml.XmlCursor;

/** Reads one {@code <file>}; the files inside it are the collector's business. */
final class FileParser implements Supplier<String> {
  /** A name of 255 UTF-8 bytes is 340 characters of base64; some more, for the limit's message. */
  private static final int MAX_NAME = 4096;

  private static final int MAX_TYPE = 64;
  private static final XarFileKind REGULAR = new XarFileKind.Regular();
  private static final XarFileKind DIRECTORY = new XarFileKind.Directory();
  private static final Set<String> REPEATABLE = Set.of("file", "ea", "name");

  /** Takes what a file holds beside its own fields. */
  interface Inside {
    /** The cursor is at a {@code <file>} in this one. */
    void file(XmlCursor cursor) throws IOException;

    /** Content that belongs to the file, and is not read. */
    void attribute(XarData data);
  }

  private final XmlCursor cursor;
  private final ElementReader fields;
  private final long id;

  private @Nullable String name;
  private @Nullable String type;
  private @Nullable String typeLink;
  private @Nullable String linkTarget;
  private int mode;
  private Instant modifiedAt = Instant.EPOCH;
  private Optional<XarData> data = Optional.empty();

  FileParser(XmlCursor cursor) throws ArchiveRejectedException {
    this.cursor = cursor;
    this.id = ElementReader.number(cursor.attribute("id").orElse(""), () -> "the id of a <file>");
    this.fields = new ElementReader(cursor, this);
  }

  /** Whose fields these are. */
  @Override
  public String get() {
    return owner();
  }

  private String owner() {
    return "file " + id;
  }

  long id() {
    return id;
  }

  XarFile parse(int parent, Inside inside) throws IOException {
    while (cursor.nextChild()) {
      parseChild(inside);
    }
    String itsName = required(name, "name");
    return new XarFile(id, parent, itsName, kind(), mode, modifiedAt, data);
  }

  private void parseChild(Inside inside) throws IOException {
    if (!REPEATABLE.contains(cursor.name())) {
      fields.requireFirst();
    }
    switch (cursor.name()) {
      case "file" -> inside.file(cursor);
      case "name" -> takeName(fields.name(MAX_NAME));
      case "type" -> {
        typeLink = cursor.attribute("link").orElse(null);
        type = cursor.text(MAX_TYPE);
      }
      case "link" -> linkTarget = fields.name(MAX_NAME);
      case "mode" -> mode = fields.mode();
      case "mtime" -> modifiedAt = fields.time();
      case "data" -> data = DataParser.parse(cursor, this);
      case "ea" ->
          DataParser.parse(cursor, () -> "an extended attribute of " + owner())
              .ifPresent(inside::attribute);
      default -> cursor.skip();
    }
  }

  /** The tool that signs Apple's packages writes each name twice. */
  private void takeName(String next) throws ArchiveRejectedException {
    if (name != null && !name.equals(next)) {
      throw Malformed.because(owner() + " has two names");
    }
    name = next;
  }

  private XarFileKind kind() throws ArchiveRejectedException {
    String itsType = required(type, "type");
    return switch (itsType) {
      case "file" -> REGULAR;
      case "directory" -> DIRECTORY;
      case "symlink" -> new XarFileKind.SymbolicLink(required(linkTarget, "link"));
      case "hardlink" -> hardLink(required(typeLink, "link"));
      default -> new XarFileKind.Special(Quoted.text(itsType));
    };
  }

  private XarFileKind hardLink(String link) throws ArchiveRejectedException {
    return link.equals("original")
        ? REGULAR
        : new XarFileKind.HardLink(ElementReader.number(link, () -> "the link of " + owner()));
  }

  private String required(@Nullable String value, String element) throws ArchiveRejectedException {
    if (value == null) {
      throw Malformed.because(owner() + " has no " + element);
    }
    return value;
  }
}
