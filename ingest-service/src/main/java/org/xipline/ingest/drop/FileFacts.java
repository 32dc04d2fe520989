package org.xipline.ingest.drop;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a file system says of a file, all of it at one moment.
 *
 * @param key of the file itself, whatever its name
 * @param changed when it was last changed, moved or given other rights: tells a file that was taken
 *     away and put back, with the modification time that it had
 */
record FileFacts(Kind kind, long sizeBytes, Object key, Object modified, Object changed) {
  private static final String ASKED =
      "unix:isRegularFile,isDirectory,isSymbolicLink,size,fileKey,lastModifiedTime,ctime";

  /** What stands under a name. */
  enum Kind {
    FILE,
    DIRECTORY,
    LINK,
    OTHER
  }

  static FileFacts of(Path file) throws IOException {
    Map<String, Object> facts = Files.readAttributes(file, ASKED, NOFOLLOW_LINKS);
    return new FileFacts(
        kindOf(facts),
        (long) requireNonNull(facts.get("size")),
        requireNonNull(facts.get("fileKey")),
        requireNonNull(facts.get("lastModifiedTime")),
        requireNonNull(facts.get("ctime")));
  }

  /** Another whenever the file may hold other bytes. */
  String version() {
    return "%s %s %s".formatted(key, modified, changed);
  }

  /** Whether the other is of the same file, which nobody has written to in between. */
  boolean hasSameContentAs(FileFacts other) {
    return key.equals(other.key) && modified.equals(other.modified) && sizeBytes == other.sizeBytes;
  }

  private static Kind kindOf(Map<String, Object> facts) {
    if (Boolean.TRUE.equals(facts.get("isRegularFile"))) {
      return Kind.FILE;
    }
    if (Boolean.TRUE.equals(facts.get("isDirectory"))) {
      return Kind.DIRECTORY;
    }
    return Boolean.TRUE.equals(facts.get("isSymbolicLink")) ? Kind.LINK : Kind.OTHER;
  }
}
