package org.xipline.runtime.settings;

import java.util.List;
import java.util.function.Predicate;

/**
 * What several settings must be together.
 *
 * @param about those settings; it is looked at when each of them is good by itself
 * @param holds whether they fit
 * @param wrong what is wrong where they do not
 * @param advice what to do then
 */
public record SettingsRule(
    List<Setting<?>> about, Predicate<Settings> holds, String wrong, String advice) {

  public SettingsRule {
    about = List.copyOf(about);
  }
}
