package org.xipline.importer.imap;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.xipline.importer.mailbox.FoundMessageListener;
import org.xipline.importer.mailbox.MessageFingerprint;
import org.xipline.importer.mailbox.StoredMessage;

/** Keeps the oldest copy of each of a few messages, and passes everything on. */
final class OldestCopies implements FoundMessageListener {
  private final List<StoredMessage> own;
  private final FoundMessageListener findings;
  private final Map<MessageFingerprint, StoredMessage> oldest = new HashMap<>();

  OldestCopies(List<StoredMessage> own, FoundMessageListener findings) {
    this.own = own;
    this.findings = findings;
    own.forEach(message -> oldest.put(message.fingerprint(), message));
  }

  @Override
  public void startAnew() {
    findings.startAnew();
  }

  @Override
  public void found(StoredMessage message) {
    oldest.computeIfPresent(
        message.fingerprint(), (_, known) -> known.uid() <= message.uid() ? known : message);
    findings.found(message);
  }

  Map<StoredMessage, StoredMessage> superseded() {
    Map<StoredMessage, StoredMessage> superseded = new HashMap<>();
    for (StoredMessage message : own) {
      StoredMessage older = oldest.get(message.fingerprint());
      if (older != null && older.uid() < message.uid()) {
        superseded.put(message, older);
      }
    }
    return superseded;
  }
}
