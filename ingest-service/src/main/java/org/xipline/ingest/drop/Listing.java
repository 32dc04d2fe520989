package org.xipline.ingest.drop;

import java.util.List;

/**
 * What lies in a drop.
 *
 * @param files that can be taken, by name
 * @param problems one for each other thing that should have been a file to take
 */
public record Listing(List<DropFile> files, List<FileProblem> problems) {

  public Listing {
    files = List.copyOf(files);
    problems = List.copyOf(problems);
  }

  /** Where everything can be taken. */
  public static Listing of(List<DropFile> files) {
    return new Listing(files, List.of());
  }
}
