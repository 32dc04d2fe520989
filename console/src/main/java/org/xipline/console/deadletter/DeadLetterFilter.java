package org.xipline.console.deadletter;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import org.xipline.console.ledger.HeldPair;
import org.xipline.console.ledger.PairState;
import org.xipline.console.ledger.SetAsideRecord;
import org.xipline.schemas.identity.EmailAddress;
import org.xipline.schemas.reason.DeadLetterReason;

/**
 * Which of the pairs and records in the dead letters are meant; what is empty tells nothing apart.
 *
 * @param since those that were set aside then, or later
 * @param dismissed whether those that an operator has dismissed are among them
 */
public record DeadLetterFilter(
    Optional<DeadLetterReason> reason,
    Optional<EmailAddress> address,
    Optional<Instant> since,
    boolean dismissed)
    implements Predicate<HeldPair> {

  @Override
  public boolean test(HeldPair pair) {
    return address.map(it -> it.value().equals(pair.address())).orElse(true) && test(pair.state());
  }

  /** Whether a record is meant that no service can read; it is about no address. */
  public boolean test(SetAsideRecord record) {
    return address.isEmpty() && test(record.state());
  }

  private boolean test(PairState state) {
    return reason.map(it -> it.code().equals(state.reason())).orElse(true)
        && since.map(it -> !state.at().isBefore(it)).orElse(true)
        && (dismissed || !state.dismissed());
  }
}
