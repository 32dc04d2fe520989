package org.xipline.importer.imap.answer;

/** What the importer was doing when a server answered. */
public enum Step {
  CONNECT,
  LOG_IN,
  /** Asks for the folder's state. */
  OPEN,
  CREATE,
  /** Looks into the folder. */
  READ,
  APPEND,
  /** Removes our own second copies. */
  EXPUNGE
}
