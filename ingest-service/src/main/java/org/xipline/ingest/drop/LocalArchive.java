package org.xipline.ingest.drop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that can be read at any place.
 *
 * @param isCopy whether it goes when this is closed
 */
public record LocalArchive(Path path, boolean isCopy) implements AutoCloseable {

  @Override
  public void close() throws IOException {
    if (isCopy) {
      Files.deleteIfExists(path);
    }
  }
}
