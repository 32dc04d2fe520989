package org.xipline.importer.health;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.xipline.runtime.health.Health;
import org.xipline.runtime.health.Health.State;

/**
 * How deliveries are, at one moment. Trouble with mailboxes or their server degrades the service:
 * it works, and somebody should look. It is never down by that.
 *
 * @param troubles of the server first, then of mailboxes, those of longest standing first
 * @param more troubles of mailboxes beyond those that are listed
 * @param oldestWaiting since when the oldest message in hand waits; empty if none does
 */
public record ImportHealth(List<Impairment> troubles, long more, Optional<Instant> oldestWaiting) {

  public ImportHealth {
    troubles = List.copyOf(troubles);
  }

  /** Whether anything is in the way. */
  public boolean isDegraded() {
    return !troubles.isEmpty();
  }

  /**
   * The same for whoever asks the process: one detail for each trouble, by mailbox.
   *
   * @param server tells it from the others; empty for the service's own
   */
  public Health asHealth(String server) {
    String prefix = server.isEmpty() ? "" : server + " ";
    var health = new Health(isDegraded() ? State.DEGRADED : State.UP, Map.of());
    for (Impairment trouble : troubles) {
      String what = trouble.mailbox().isEmpty() ? "server" : trouble.mailbox();
      health = health.with(prefix + what, trouble);
    }
    if (more > 0) {
      health = health.with(prefix + "more", more + " mailboxes");
    }
    return oldestWaiting.isPresent()
        ? health.with(prefix + "oldestWaitingSince", oldestWaiting.get())
        : health;
  }
}
