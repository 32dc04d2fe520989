package org.xipline.console.job;

import java.time.Instant;
import java.util.Optional;
import org.xipline.console.deadletter.Attribution;
import org.xipline.schemas.identity.ConnectorName;

/**
 * What an operator wants of archives.
 *
 * @param connector that they are accounted for under
 * @param snapshotId users and rules to run under; in the pipeline's payload store
 * @param mailboxes canonical location of the mailbox server that the snapshot names; empty where it
 *     names none
 * @param restaging who wants payloads that purging removed to be staged again, and why; empty for
 *     an ordinary import
 * @param deadline until when to wait for outcomes; empty for as long as it takes
 */
public record ImportOrder(
    ConnectorName connector,
    String snapshotId,
    String mailboxes,
    Optional<Attribution> restaging,
    Optional<Instant> deadline) {

  /** Whether it is over. */
  boolean isOverdue(Instant now) {
    return deadline.filter(now::isAfter).isPresent();
  }
}
