package org.xipline.ingest.rules;

/**
 * Something that an operator has to put right.
 *
 * @param source the file, or the setting, that it is in
 * @param line counted from 1; 0 where the source has no lines
 * @param text what is wrong, with the value that is
 */
public record RulesProblem(String source, long line, String text) {

  @Override
  public String toString() {
    return line == 0 ? source + ": " + text : source + ":" + line + ": " + text;
  }
}
