package org.xipline.ingest.publication;

import java.time.Duration;

/**
 * How much of an archive is published in one transaction. Readers of the topics wait for as long as
 * one is open.
 *
 * @param records beyond which no further entry is begun
 * @param time after which no further entry is begun
 */
public record ChunkLimit(int records, Duration time) {
  /** Of every ingest service. */
  public static final ChunkLimit NORMAL = new ChunkLimit(10_000, Duration.ofSeconds(10));

  private static final int FEWEST_RECORDS = 100;

  /** What one entry may add: itself, and the fact that a file was accepted. */
  private static final int RECORDS_OF_ENTRY = 2;

  /** What ends a chunk: how far it is, in two records, and an answer in two. */
  private static final int RECORDS_OF_END = 4;

  /** Whether a chunk with so many records, open for so long, takes a further entry. */
  boolean hasRoom(int sent, Duration open) {
    return sent + RECORDS_OF_ENTRY + RECORDS_OF_END <= records && open.compareTo(time) < 0;
  }

  /** For another try, after a chunk of this size could not be committed. */
  ChunkLimit halved() {
    return new ChunkLimit(
        Math.min(records, Math.max(records / 2, FEWEST_RECORDS)), time.dividedBy(2));
  }
}
