package org.xipline.importer.imap.answer;

/**
 * What is known when a server answers.
 *
 * @param messageBytes size of the largest message concerned; 0 where none is
 */
public record Situation(Step step, long messageBytes) {

  public static Situation at(Step step) {
    return new Situation(step, 0);
  }

  public static Situation appending(long messageBytes) {
    return new Situation(Step.APPEND, messageBytes);
  }
}
