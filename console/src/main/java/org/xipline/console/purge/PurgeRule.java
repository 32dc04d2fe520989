package org.xipline.console.purge;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.xipline.console.ledger.ArchiveAccount;

/**
 * When the payloads of an archive may go.
 *
 * @param retention since the payloads were staged
 */
record PurgeRule(Duration retention, Instant now) {

  /**
   * What keeps them; empty where nothing does.
   *
   * @param undismissed pairs that are held and that nobody has dismissed
   * @param onHold whether somebody has said that they must stay
   */
  Optional<String> keeps(ArchiveAccount account, long undismissed, boolean onHold) {
    if (onHold) {
      return Optional.of("legal hold");
    }
    if (!account.isBalanced()) {
      return Optional.of("its account is not balanced yet");
    }
    if (undismissed > 0) {
      return Optional.of(undismissed + " pairs are held: replay or dismiss them");
    }
    boolean isOld = account.stagedAt().filter(it -> !now.isBefore(it.plus(retention))).isPresent();
    return isOld ? Optional.empty() : Optional.of("within the retention time");
  }
}
