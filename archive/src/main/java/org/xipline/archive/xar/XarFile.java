package org.xipline.archive.xar;

import java.time.Instant;
import java.util.Optional;

/**
 * One {@code <file>} of the table of contents.
 *
 * @param id unique in the archive
 * @param parent index of the directory that it is in, in the list of all files; −1 at the top
 * @param name as the archive says; nothing is safe about it
 * @param mode as the archive says
 * @param modifiedAt the epoch where the archive does not say it, or says nonsense
 * @param data empty for an empty file
 */
public record XarFile(
    long id,
    int parent,
    String name,
    XarFileKind kind,
    int mode,
    Instant modifiedAt,
    Optional<XarData> data) {

  public boolean isTopLevel() {
    return parent < 0;
  }
}
