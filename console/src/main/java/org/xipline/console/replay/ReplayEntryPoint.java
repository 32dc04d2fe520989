package org.xipline.console.replay;

import java.util.Optional;
import org.xipline.console.ledger.HeldPair;
import org.xipline.convert.routing.Route;
import org.xipline.convert.routing.RoutingTable;
import org.xipline.schemas.identity.EmailAddress;
import org.xipline.schemas.reason.DeadLetterReason;
import org.xipline.schemas.reason.DeadLetterReason.Stage;
import org.xipline.schemas.record.DeadLetter;
import org.xipline.schemas.record.Entry;
import org.xipline.schemas.record.MailboxMessage;

/** Decides where a pair that was set aside goes on, and which record takes it there. Pure. */
final class ReplayEntryPoint {

  private ReplayEntryPoint() {}

  /**
   * The stage that can heal a pair: that of its reason; but a pair whose mailbox is another by now
   * must be mapped anew.
   */
  static Stage stageOf(HeldPair pair, RoutingTable routing) {
    Stage stage =
        DeadLetterReason.ofCode(pair.state().reason())
            .map(DeadLetterReason::healsAt)
            .orElse(Stage.CONVERSION);
    return stage == Stage.DELIVERY && isMailboxOf(pair, routing)
        ? Stage.DELIVERY
        : Stage.CONVERSION;
  }

  /** All of a dead letter that {@link #isCarriedBy} looks at: its record need not be kept. */
  static DeadLetter outlineOf(DeadLetter letter) {
    DeadLetter.Builder outline = DeadLetter.newBuilder();
    if (letter.hasEntry()) {
      outline.setEntry(Entry.getDefaultInstance());
    }
    if (letter.hasMessage()) {
      outline
          .setMessage(MailboxMessage.getDefaultInstance())
          .setReason(letter.getReason())
          .setMailbox(letter.getMailbox())
          .addAllAddresses(letter.getAddressesList());
    }
    return outline.build();
  }

  /** Whether the record in a dead letter of the pair's item takes the pair to that stage. */
  static boolean isCarriedBy(DeadLetter letter, HeldPair pair, Stage stage) {
    return switch (stage) {
      case CONVERSION -> letter.hasEntry();
      case DELIVERY ->
          letter.hasMessage()
              && letter.getReason().equals(pair.state().reason())
              && letter.getMailbox().equals(pair.state().mailbox())
              && letter.getAddressesList().contains(pair.address());
    };
  }

  private static boolean isMailboxOf(HeldPair pair, RoutingTable routing) {
    Optional<EmailAddress> address = EmailAddress.parse(pair.address());
    return address.isPresent()
        && routing.route(address.get()) instanceof Route.ToMailbox(_, var mailbox)
        && mailbox.value().equals(pair.state().mailbox());
  }
}
