package org.xipline.ingest.connector;

import static java.util.Comparator.comparing;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.xipline.ingest.drop.FileProblem;

/**
 * What the files of a drop wait for.
 *
 * @param problems files that cannot be dealt with
 * @param writing names of files that are still being written
 * @param unanswered files that ingest has not answered yet
 */
record DropStanding(
    List<FileProblem> problems, List<String> writing, List<UnansweredFile> unanswered) {
  static final DropStanding NOTHING = new DropStanding(List.of(), List.of(), List.of());

  /** A file that was published and has no answer. */
  record UnansweredFile(String file, Instant publishedAt) {}

  DropStanding {
    problems = problems.stream().sorted(comparing(FileProblem::file)).toList();
    writing = List.copyOf(writing);
    unanswered = List.copyOf(unanswered);
  }

  /** The file that has waited longest for its answer. */
  Optional<UnansweredFile> oldestUnanswered() {
    return unanswered.stream()
        .min(comparing(UnansweredFile::publishedAt).thenComparing(UnansweredFile::file));
  }
}
