package org.xipline.importer.folder;

import java.util.ArrayList;
import java.util.List;
import org.xipline.importer.mailbox.FolderPosition;
import org.xipline.importer.mailbox.FoundMessageListener;
import org.xipline.importer.mailbox.MessageFingerprint;
import org.xipline.importer.mailbox.StoredMessage;

/**
 * What is known of one folder: the messages in it, and from where to look on. It may still name
 * messages that somebody has removed since. Used by one thread at a time.
 */
final class FolderContents implements FoundMessageListener {
  private final FingerprintTable messages = new FingerprintTable();
  private final List<StoredMessage> secondCopies = new ArrayList<>();
  private FolderPosition position = FolderPosition.START;
  private long uidValidity;

  FolderPosition position() {
    return position;
  }

  /** All before this position is known. */
  void reached(FolderPosition next) {
    position = next;
  }

  @Override
  public void startAnew() {
    messages.clear();
    secondCopies.clear();
    position = FolderPosition.START;
  }

  @Override
  public void found(StoredMessage message) {
    uidValidity = message.uidValidity();
    long[] known = messages.uidsOf(message.fingerprint());
    messages.add(message.fingerprint(), message.uid());
    if (known.length > 0 && known[0] < message.uid()) {
      secondCopies.add(message);
    }
  }

  /** Messages found since this was asked for last, not forgotten, whose equals have lower uids. */
  List<StoredMessage> takeSecondCopies() {
    List<StoredMessage> taken = List.copyOf(secondCopies);
    secondCopies.clear();
    return taken;
  }

  void forget(StoredMessage message) {
    secondCopies.remove(message);
    messages.remove(message.fingerprint(), message.uid());
  }

  /** The copies of a message, oldest first. */
  List<StoredMessage> copiesOf(MessageFingerprint message) {
    var copies = new ArrayList<StoredMessage>();
    for (long uid : messages.uidsOf(message)) {
      copies.add(new StoredMessage(message, uidValidity, uid));
    }
    return copies;
  }

  int size() {
    return messages.size();
  }
}
