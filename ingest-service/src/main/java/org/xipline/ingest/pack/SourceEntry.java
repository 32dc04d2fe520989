package org.xipline.ingest.pack;

import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.concurrent.TimeUnit;

/**
 * One member of the directory that is packed.
 *
 * @param path relative to the directory, {@code /}-separated
 */
record SourceEntry(String path, Path file, Kind kind, Attributes attributes) {

  /** What can be packed. */
  enum Kind {
    FILE,
    DIRECTORY,
    SYMBOLIC_LINK
  }

  /** What the archive keeps of it. */
  record Attributes(int permissions, long modifiedSeconds, long sizeBytes) {

    static Attributes of(PosixFileAttributes attributes) {
      int permissions = 0;
      for (PosixFilePermission permission : attributes.permissions()) {
        // Declared from OWNER_READ, 0400, to OTHERS_EXECUTE, 0001.
        permissions |= 0400 >> permission.ordinal();
      }
      return new Attributes(
          permissions,
          attributes.lastModifiedTime().to(TimeUnit.SECONDS),
          attributes.isRegularFile() ? attributes.size() : 0);
    }
  }
}
