package org.xipline.ingest.rules;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong, so that an operator learns all of it at once. */
final class RulesProblems {
  private final List<RulesProblem> found = new ArrayList<>();

  void add(String source, long line, String text) {
    found.add(new RulesProblem(source, line, text));
  }

  void add(String source, String text) {
    add(source, 0, text);
  }

  List<RulesProblem> all() {
    return List.copyOf(found);
  }
}
