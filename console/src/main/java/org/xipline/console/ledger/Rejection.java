package org.xipline.console.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * That an archive was refused whole.
 *
 * @param fileName empty where an earlier version refused it
 * @param reason code of a rejection reason
 * @param signer where one was found, trusted or not
 * @param at empty where an earlier version refused it
 */
public record Rejection(
    String fileName,
    String reason,
    String detail,
    Optional<SignerIdentity> signer,
    Optional<Instant> at) {

  /** As an earlier version kept it. */
  static Rejection of(ArrivalAnswer.Rejected answer) {
    return new Rejection("", answer.reason(), answer.detail(), answer.signer(), Optional.empty());
  }

  /** The later of two refusals of one archive. */
  Rejection orLater(Rejection other) {
    return other.at.orElse(Instant.MIN).isAfter(at.orElse(Instant.MIN)) ? other : this;
  }
}
