package org.xipline.runtime.settings;

import java.util.List;
import java.util.stream.Collectors;

/** What was set cannot be used. All that is wrong with it is said at once. */
public final class SettingsException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<SettingsProblem> problems;

  SettingsException(List<SettingsProblem> problems) {
    super(problems.stream().map(SettingsProblem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** At least one. */
  public List<SettingsProblem> problems() {
    return problems;
  }
}
