package org.xipline.archive.pack;

import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
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
      return new Attributes(
          bits(attributes.permissions()),
          attributes.lastModifiedTime().to(TimeUnit.SECONDS),
          attributes.isRegularFile() ? attributes.size() : 0);
    }

    private static int bits(Set<PosixFilePermission> permissions) {
      String digits = PosixFilePermissions.toString(permissions);
      return Integer.parseInt(digits.replaceAll("[rwx]", "1").replace('-', '0'), 2);
    }
  }
}
