package org.xipline.ingest.drop;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Tells files that are still being written from those that have stayed as they are for a while. */
public final class FileStability {
  private final Duration time;
  private Map<DropFile, Instant> since = new HashMap<>();

  /**
   * @param time for which a file must stay as it is
   */
  public FileStability(Duration time) {
    this.time = time;
  }

  /** Those of the files that are complete; what is no longer listed is forgotten. */
  public Set<DropFile> settled(Collection<DropFile> listed, Instant now) {
    var seen = new HashMap<DropFile, Instant>();
    var settled = new HashSet<DropFile>();
    for (DropFile file : listed) {
      Instant first = since.getOrDefault(file, now);
      seen.put(file, first);
      if (!now.isBefore(first.plus(time))) {
        settled.add(file);
      }
    }
    since = seen;
    return settled;
  }
}
