package org.xipline.convert.item;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.xipline.schemas.identity.EntryPath;

/** Documents to parse: those of the folders {@code valid} and {@code invalid}, and any other. */
public final class ItemExamples {
  public static final Instant ENTRY_TIME = Instant.parse("2026-11-21T22:23:24.5Z");

  private ItemExamples() {}

  /** The examples in a folder, by suffix. */
  public static List<Path> in(String folder, String suffix) {
    try (Stream<Path> files = Files.list(folder(folder))) {
      return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static ContentSource source(Path file) {
    return () -> Files.newInputStream(file);
  }

  public static ContentSource source(byte[] bytes) {
    return () -> new ByteArrayInputStream(bytes);
  }

  public static ContentSource source(String text) {
    return source(text.getBytes(StandardCharsets.UTF_8));
  }

  public static ParsedItem parse(Path file) {
    return parse("desk/" + file.getFileName(), source(file));
  }

  public static ParsedItem parse(String path, String document) {
    return parse(path, source(document));
  }

  public static ParsedItem parse(String path, ContentSource document) {
    try {
      return new ItemParser().parse(new EntryPath(path), ENTRY_TIME, document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The item of a document that is one. */
  public static Item item(String path, String document) {
    return item(parse(path, document));
  }

  public static Item item(ParsedItem parsed) {
    return switch (parsed) {
      case ParsedItem.Parsed(Item item) -> item;
      case ParsedItem.Malformed malformed -> throw new AssertionError(malformed.toString());
    };
  }

  /** What is told of a document that is none. */
  public static ParsedItem.Malformed malformed(ParsedItem parsed) {
    return switch (parsed) {
      case ParsedItem.Malformed malformed -> malformed;
      case ParsedItem.Parsed(Item item) -> throw new AssertionError("is an item: " + item);
    };
  }

  private static Path folder(String name) {
    try {
      return Path.of(Objects.requireNonNull(ItemExamples.class.getResource(name)).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
