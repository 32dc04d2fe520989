package org.xipline.importer.imap.answer;

/**
 * What is known when a server answers.
 *
 * @param messageBytes size of the largest message concerned; 0 where none is
 * @param credentialsProven whether a log-in to another mailbox with the same credentials has worked
 */
public record Situation(Step step, long messageBytes, boolean credentialsProven) {

  public static Situation at(Step step) {
    return new Situation(step, 0, false);
  }

  public static Situation appending(long messageBytes) {
    return new Situation(Step.APPEND, messageBytes, false);
  }

  public static Situation loggingIn(boolean credentialsProven) {
    return new Situation(Step.LOG_IN, 0, credentialsProven);
  }
}
