package org.xipline.console.ledger;

import java.util.Optional;

/** What ingest said to a request to import an archive. */
public sealed interface ArrivalAnswer {

  /** Verified and published. */
  record Accepted() implements ArrivalAnswer {}

  /** The connector had accepted it before; nothing was published. */
  record Repeated() implements ArrivalAnswer {}

  /**
   * The connector had accepted it before; what was absent of its payloads was staged again.
   *
   * @param payloads how many there were
   */
  record Restaged(long payloads) implements ArrivalAnswer {}

  /**
   * Refused whole.
   *
   * @param reason code of a rejection reason
   * @param signer where one was found, trusted or not
   */
  record Rejected(String reason, String detail, Optional<SignerIdentity> signer)
      implements ArrivalAnswer {}
}
