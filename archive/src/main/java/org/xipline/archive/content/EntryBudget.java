package org.xipline.archive.content;

import org.xipline.archive.model.ArchiveLimits;
import org.xipline.archive.model.ArchiveRejectedException;
import org.xipline.archive.model.Quoted;
import org.xipline.schemas.reason.RejectionReason;

/**
 * Counts an archive's entries and their bytes against its limits. Every reader asks it before it
 * yields an entry.
 */
public final class EntryBudget {
  private final ArchiveLimits limits;
  private long entries;
  private long totalBytes;

  public EntryBudget(ArchiveLimits limits) {
    this.limits = limits;
  }

  /**
   * Counts one more entry.
   *
   * @param sizeBytes as declared; a reader must not yield more for it
   * @throws ArchiveRejectedException {@code ARCHIVE_TOO_LARGE}
   */
  public void spend(String path, long sizeBytes) throws ArchiveRejectedException {
    entries++;
    if (entries > limits.maxEntries()) {
      throw tooLarge("it has more than %,d entries".formatted(limits.maxEntries()));
    }
    if (sizeBytes > limits.maxEntryBytes()) {
      throw tooLarge(
          "%s has %,d bytes; at most %,d are read"
              .formatted(Quoted.path(path), sizeBytes, limits.maxEntryBytes()));
    }
    if (sizeBytes > limits.maxTotalBytes() - totalBytes) {
      throw tooLarge(
          "its files have more than %,d bytes together".formatted(limits.maxTotalBytes()));
    }
    totalBytes += sizeBytes;
  }

  private static ArchiveRejectedException tooLarge(String detail) {
    return new ArchiveRejectedException(RejectionReason.ARCHIVE_TOO_LARGE, detail);
  }
}
