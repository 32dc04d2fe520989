package org.xipline.console.command;

import java.util.List;
import java.util.Optional;
import org.xipline.console.pipeline.DeliveringServices;
import org.xipline.console.pipeline.ServiceSet;
import org.xipline.console.reconcile.MailboxesUnreachableException;

/**
 * Who delivers what a command wants delivered.
 *
 * @param here services of this process; empty where those of a cluster or of a standalone do
 */
record Delivery(Optional<DeliveringServices> here) {

  static Delivery byRunningServices() {
    return new Delivery(Optional.empty());
  }

  static Delivery by(DeliveringServices services) {
    return new Delivery(Optional.of(services));
  }

  /** To be started by the pipeline. */
  ServiceSet services() {
    return here.<ServiceSet>map(it -> it).orElse(_ -> List.of());
  }

  /** Canonical location of the mailboxes; empty where running services know it. */
  String location() {
    return here.map(DeliveringServices::location).orElse("");
  }

  /**
   * Fails at once where the mailboxes cannot be reached: whoever waits for the end has most likely
   * named the wrong ones.
   *
   * @throws MailboxesUnreachableException if so; says what is in the way
   */
  void requireContact() {
    here.ifPresent(it ->
        it.mailboxes()
            .obstacle()
            .ifPresent(words -> {
              throw new MailboxesUnreachableException(
                  "the mailboxes at %s cannot be reached: %s".formatted(it.location(), words));
            }));
  }
}
