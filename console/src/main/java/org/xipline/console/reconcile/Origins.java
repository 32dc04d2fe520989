package org.xipline.console.reconcile;

import java.util.Optional;
import org.xipline.importer.mailbox.MessageLabel;

/** Knows what messages of other archives must be: a copy that was there before may be one. */
@FunctionalInterface
interface Origins {

  /** SHA-256 of the message that a label names, hex; empty where nobody here rendered it. */
  Optional<String> messageSha256(MessageLabel label);
}
