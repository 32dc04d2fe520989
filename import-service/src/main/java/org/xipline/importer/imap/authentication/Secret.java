package org.xipline.importer.imap.authentication;

/**
 * A password or a token, which no log shows.
 *
 * @param value the secret itself
 */
public record Secret(String value) {

  @Override
  public String toString() {
    return "***";
  }
}
