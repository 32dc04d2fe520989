package org.xipline.importer.imap;

import java.util.function.Consumer;
import org.xipline.importer.mailbox.FoundMessageListener;
import org.xipline.importer.mailbox.StoredMessage;

/** How far a look has come; passes on what it shows. */
final class LookProgress implements Consumer<StoredMessage> {
  private final long from;
  private final FoundMessageListener findings;
  private long next;

  LookProgress(long next, long from, FoundMessageListener findings) {
    this.next = next;
    this.from = from;
    this.findings = findings;
  }

  /** From where the next look may start. */
  long next() {
    return next;
  }

  @Override
  public void accept(StoredMessage message) {
    // A range that ends with * shows the last message even when it lies before the range.
    if (message.uid() >= from) {
      next = Math.max(next, message.uid() + 1);
      findings.found(message);
    }
  }
}
