package org.xipline.archive.model;

/**
 * Bounds on what an archive may make its reader do. Each is checked before memory is allocated for
 * it, and again while bytes are counted.
 *
 * @param maxEntries files, directories and links together
 * @param maxEntryBytes content of one file
 * @param maxTotalBytes content of all files
 * @param maxRatio decoded bytes per encoded byte of the whole archive, looked at once more than
 *     {@link #RATIO_FREE_BYTES} are decoded
 * @param maxTableOfContentsBytes the XML, inflated
 * @param maxDepth folders above a file
 * @param maxBlockBytes one pbzx block
 * @param maxDictionaryBytes memory of one xz decoder
 * @param refuseCaseCollisions whether two paths that differ in case alone are refused
 */
public record ArchiveLimits(
    long maxEntries,
    long maxEntryBytes,
    long maxTotalBytes,
    long maxRatio,
    long maxTableOfContentsBytes,
    int maxDepth,
    int maxBlockBytes,
    int maxDictionaryBytes,
    boolean refuseCaseCollisions) {

  private static final long KIB = 1L << 10;
  private static final long MIB = KIB << 10;
  private static final long GIB = MIB << 10;
  private static final long TIB = GIB << 10;

  /**
   * A ratio says nothing about less: xz packs zeros 6,900 times, so 150 KiB honestly hold 1 GiB of
   * them. That much is written in seconds, and fits wherever the archive does.
   */
  public static final long RATIO_FREE_BYTES = GIB;

  /** What fits every archive that was seen, with room. */
  public static final ArchiveLimits DEFAULT =
      new ArchiveLimits(
          5_000_000, 64 * GIB, TIB, 1_000, 64 * MIB, 64, (int) (64 * MIB), (int) (64 * MIB), false);
}
