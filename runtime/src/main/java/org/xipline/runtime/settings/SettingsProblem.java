package org.xipline.runtime.settings;

/**
 * One thing that is wrong with what was set.
 *
 * @param key what it is about
 * @param source where that was said, or that it was said nowhere
 * @param wrong what is wrong; holds no secret
 * @param advice what to do
 */
public record SettingsProblem(String key, String source, String wrong, String advice) {

  @Override
  public String toString() {
    return "%s (%s): %s; %s".formatted(key, source, wrong, advice);
  }
}
