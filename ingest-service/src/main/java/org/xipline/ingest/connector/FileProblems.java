package org.xipline.ingest.connector;

import static java.util.stream.Collectors.joining;

import java.util.List;
import org.xipline.ingest.drop.FileProblem;

/** The problems of a drop's files as one line of a run. */
final class FileProblems {
  private static final int MAX_FILES = 5;

  private FileProblems() {}

  /** Empty where there are none. Stays the same as long as the problems do. */
  static String describe(List<FileProblem> problems) {
    String first =
        problems.stream().limit(MAX_FILES).map(FileProblem::toString).collect(joining("; "));
    int more = problems.size() - MAX_FILES;
    return more > 0 ? "%s; and %,d more files".formatted(first, more) : first;
  }
}
