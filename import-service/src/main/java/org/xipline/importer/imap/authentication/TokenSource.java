package org.xipline.importer.imap.authentication;

/** Where tokens come from. Safe for use by many threads. */
@FunctionalInterface
public interface TokenSource {

  /**
   * A token that is good now; asks for a new one in time before the last one ends.
   *
   * @throws TokenUnavailableException if none can be had now
   */
  AccessToken token() throws TokenUnavailableException;

  /** No server takes the last token any more: the next one must be new. */
  default void forget() {}
}
