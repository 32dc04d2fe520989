package org.xipline.convert.routing;

import org.xipline.schemas.identity.EmailAddress;

/** Where the copy of one participant goes. */
public sealed interface Route {

  /** The participant's address. */
  EmailAddress address();

  /** Into this mailbox. */
  record ToMailbox(EmailAddress address, EmailAddress mailbox) implements Route {}

  /** Nowhere: outside the accepted domains, and unknown to mapping and directory. */
  record External(EmailAddress address) implements Route {}

  /** Nowhere yet: inside the accepted domains, but nobody's. */
  record Unmapped(EmailAddress address) implements Route {}
}
