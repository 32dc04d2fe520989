package org.xipline.importer.imap.session;

import org.xipline.importer.mailbox.Opening;

/** What came of asking for a session. */
public sealed interface Checkout {

  /** Whoever asked gives it back. */
  record Ready(Session session) implements Checkout {}

  /** There is none, and this is why. */
  record Closed(Opening opening) implements Checkout {}
}
