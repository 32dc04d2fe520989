package org.xipline.importer.imap.authentication;

import org.xipline.schemas.identity.EmailAddress;

/** Tokens of an application that may be in every mailbox. */
public record BearerTokens(TokenSource source) implements Credentials {

  @Override
  public Lookup of(EmailAddress mailbox) {
    try {
      return new Lookup.Found(new LogIn.Bearer(mailbox, source.token()));
    } catch (TokenUnavailableException e) {
      return new Lookup.Unavailable(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void forget() {
    source.forget();
  }
}
