package org.xipline.ingest.drop;

import java.time.Instant;
import org.xipline.schemas.record.Arrival;

/** Can say what became of the file that an arrival names, because it told of that file. */
@FunctionalInterface
public interface FileWitness {

  /** Knows nothing: the arrivals came from elsewhere. */
  FileWitness NONE = (_, _) -> false;

  /**
   * Whether it has looked since, and not found the file. False where it does not know.
   *
   * @param since when an instance looked first and could not read it
   */
  boolean isGone(Arrival arrival, Instant since);
}
