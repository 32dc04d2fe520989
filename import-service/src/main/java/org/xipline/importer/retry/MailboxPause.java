package org.xipline.importer.retry;

import java.time.Instant;
import org.xipline.schemas.reason.DeadLetterReason;

/**
 * A time in which a mailbox is left alone.
 *
 * @param until its end
 * @param reason what messages are set aside with that would be too old after it
 * @param detail the server's words
 */
public record MailboxPause(Instant until, DeadLetterReason reason, String detail) {}
