package org.xipline.ingest.rules;

import static java.util.stream.Collectors.joining;

import java.util.List;

/** What reading users and rules came to. */
public sealed interface RulesReading {

  /** They are sound. */
  record Accepted(RulesSnapshot snapshot) implements RulesReading {}

  /**
   * They are not.
   *
   * @param problems all that were found, in all files; never empty
   */
  record Refused(List<RulesProblem> problems) implements RulesReading {
    public Refused {
      problems = List.copyOf(problems);
    }

    /** One problem a line. */
    public String describe() {
      return problems.stream().map(RulesProblem::toString).collect(joining("\n"));
    }
  }
}
