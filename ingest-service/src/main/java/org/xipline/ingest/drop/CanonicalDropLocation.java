package org.xipline.ingest.drop;

import java.util.List;
import java.util.Optional;

/**
 * Where a drop really is, however its location is written.
 *
 * @param store that the path is in: the file system, or the account and container
 * @param path the names of all folders down to the drop
 */
public record CanonicalDropLocation(String store, List<String> path) {
  private static final List<String> OWN_FOLDERS = List.of("imported", "quarantine");

  public CanonicalDropLocation {
    path = List.copyOf(path);
  }

  /**
   * Why one connector cannot poll this drop while another polls the other one.
   *
   * @return what this drop is to the other; empty where they are apart
   */
  public Optional<String> overlap(CanonicalDropLocation other) {
    if (!store.equals(other.store)) {
      return Optional.empty();
    }
    if (path.equals(other.path)) {
      return Optional.of("is the same location as");
    }
    return ownFolderOf(other)
        .map(folder -> "is in the folder " + folder + " of")
        .or(() -> other.ownFolderOf(this).map(folder -> "contains, in its folder " + folder));
  }

  private Optional<String> ownFolderOf(CanonicalDropLocation outer) {
    int depth = outer.path.size();
    return path.size() > depth
            && path.subList(0, depth).equals(outer.path)
            && OWN_FOLDERS.contains(path.get(depth))
        ? Optional.of(path.get(depth))
        : Optional.empty();
  }
}
