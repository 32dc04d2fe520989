package org.xipline.archive.model;

import java.time.Instant;
import org.xipline.schemas.identity.EntryPath;

/** One member of an archive, as {@link EntryReader} yields it. */
public sealed interface ArchiveEntry {

  /** Safe: relative, NFC, inside the archive, distinct from every other entry's. */
  EntryPath path();

  /** As the archive says; the epoch where it does not. */
  Instant modifiedAt();

  /**
   * A regular file.
   *
   * @param mode permission bits, never set-id
   * @param sizeBytes length of the content
   */
  record RegularFile(
      EntryPath path, Instant modifiedAt, int mode, long sizeBytes, EntryContent content)
      implements ArchiveEntry {}

  /** A directory. */
  record Directory(EntryPath path, Instant modifiedAt, int mode) implements ArchiveEntry {}

  /**
   * A symbolic link. Never followed.
   *
   * @param target as the archive says, not interpreted
   */
  record SymbolicLink(EntryPath path, Instant modifiedAt, String target) implements ArchiveEntry {}
}
