package org.xipline.importer.delivery;

import java.time.Instant;
import org.xipline.schemas.reason.DeadLetterReason;

/**
 * Why no mailbox of the server can be delivered to.
 *
 * @param reason what messages would be set aside with if it never passed
 * @param detail the server's words, or those of the network
 * @param since when the outage began
 */
record ServerImpairment(DeadLetterReason reason, String detail, Instant since) {}
