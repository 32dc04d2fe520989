package org.xipline.importer.imap.authentication;

/** No token can be had now, for no mailbox. */
public final class TokenUnavailableException extends Exception {
  private static final long serialVersionUID = 1L;

  public TokenUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
