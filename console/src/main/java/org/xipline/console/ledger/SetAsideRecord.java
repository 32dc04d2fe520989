package org.xipline.console.ledger;

import java.util.Optional;

/**
 * A record that no service can read. It belongs to no archive; its dead letter has its bytes.
 *
 * @param deadLetterId of that dead letter
 * @param decision the last that an operator took on it
 */
public record SetAsideRecord(
    String deadLetterId, Origin origin, PairState state, Optional<Decision> decision) {

  /**
   * Where it was found.
   *
   * @param stage the service that could not read it
   */
  public record Origin(String stage, String topic, int partition, long offset) {}
}
