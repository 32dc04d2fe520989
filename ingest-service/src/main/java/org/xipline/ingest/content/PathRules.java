package org.xipline.ingest.content;

import org.xipline.ingest.archive.ArchiveLimits;
import org.xipline.ingest.archive.ArchiveRejectedException;
import org.xipline.schemas.identity.EntryPath;

/**
 * The rules that the paths of one archive's entries obey, alone and towards one another. Every
 * reader asks them about every entry, in archive order, before it yields the entry.
 */
public final class PathRules {

  public PathRules(ArchiveLimits limits) {
    throw new UnsupportedOperationException();
  }

  /**
   * Admits the next entry of the archive.
   *
   * @param path as the archive says, {@code /}-separated; a reader that knows names only joins
   *     them, after {@link #requireName}
   * @throws ArchiveRejectedException {@code UNSAFE_ENTRY}, or {@code ARCHIVE_TOO_LARGE} for one
   *     entry, segment or folder too many
   */
  public EntryPath admit(String path, EntryKind kind) throws ArchiveRejectedException {
    throw new UnsupportedOperationException();
  }

  /**
   * Refuses what cannot be one segment of a path: a name with a slash in it, or one that {@link
   * #admit} would refuse.
   */
  public static void requireName(String name) throws ArchiveRejectedException {
    throw new UnsupportedOperationException();
  }

  /** The text in these bytes, which must be valid UTF-8 to the last one. */
  public static String decodeUtf8(byte[] name) throws ArchiveRejectedException {
    throw new UnsupportedOperationException();
  }
}
