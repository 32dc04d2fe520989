package org.xipline.importer.imap.authentication;

import org.xipline.schemas.identity.EmailAddress;

/** How mailboxes are logged in to. Safe for use by many threads. */
public interface Credentials {

  /** What to log in to this mailbox with. */
  Lookup of(EmailAddress mailbox);

  /** What was handed out last has run out before its time. */
  default void forget() {}

  /** What came of looking for credentials. */
  sealed interface Lookup {

    record Found(LogIn logIn) implements Lookup {}

    /** There are none for this mailbox. */
    record Absent(String detail) implements Lookup {}

    /** There are none for any mailbox now. */
    record Unavailable(String detail) implements Lookup {}
  }
}
