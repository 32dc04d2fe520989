package org.xipline.console.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * Why a pair is still pending.
 *
 * @param reason code of the dead-letter reason that the pair would get if no later attempt
 *     succeeded
 * @param detail the mailbox server's words, or what else stands in the way
 * @param attempts deliveries tried so far
 * @param since when its delivery was first tried
 * @param nextTry empty while the mailbox server cannot be reached
 * @param at when this was told
 */
public record Postponement(
    String reason,
    String detail,
    int attempts,
    Instant since,
    Optional<Instant> nextTry,
    Instant at) {

  Postponement orLater(Postponement other) {
    boolean later =
        other.attempts > attempts || (other.attempts == attempts && other.at.isAfter(at));
    return later ? other : this;
  }
}
