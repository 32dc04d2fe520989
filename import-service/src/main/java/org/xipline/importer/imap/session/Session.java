package org.xipline.importer.imap.session;

import java.time.Duration;
import java.time.Instant;
import org.xipline.importer.imap.connection.ImapConnection;
import org.xipline.schemas.identity.EmailAddress;

/** A connection that is logged in to a mailbox. Used by one thread at a time. */
public final class Session {
  /** A session is not begun anew just before it ends by itself. */
  private static final Duration MARGIN = Duration.ofMinutes(1);

  private final EmailAddress mailbox;
  private final ImapConnection connection;
  private final Instant validUntil;
  private boolean resumed;
  private Instant idleSince = Instant.EPOCH;

  Session(EmailAddress mailbox, ImapConnection connection, Instant validUntil) {
    this.mailbox = mailbox;
    this.connection = connection;
    this.validUntil = validUntil;
  }

  EmailAddress mailbox() {
    return mailbox;
  }

  public ImapConnection connection() {
    return connection;
  }

  /** Whether it was idle before, and the server may have ended it meanwhile. */
  public boolean isResumed() {
    return resumed;
  }

  boolean isGood(Instant now) {
    return connection.isUsable() && !now.plus(MARGIN).isAfter(validUntil);
  }

  Instant idleSince() {
    return idleSince;
  }

  void rest(Instant now) {
    idleSince = now;
    resumed = true;
  }
}
