package org.xipline.importer.imap.scripted;

/** What the server does with one command instead of what was asked. */
public sealed interface Reaction {

  /** Answers so, and does nothing. */
  record Answer(String answer) implements Reaction {}

  /** Ends the session without a word, and does nothing. */
  record Cut() implements Reaction {}

  /** Does it, and ends the session before it could say so. */
  record DoAndCut() implements Reaction {}

  /** Says goodbye, and does nothing. */
  record Goodbye(String words) implements Reaction {}
}
