package org.xipline.importer.imap.authentication;

import org.xipline.runtime.settings.Secret;
import org.xipline.schemas.identity.EmailAddress;

/** One user of the server who may be everybody. */
public record MasterUser(String name, Secret password) implements Credentials {

  @Override
  public Lookup of(EmailAddress mailbox) {
    return new Lookup.Found(new LogIn.Password(mailbox.value(), name, password));
  }
}
