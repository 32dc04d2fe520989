package org.xipline.importer.folder;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.xipline.importer.mailbox.FolderPosition;
import org.xipline.importer.mailbox.Look;
import org.xipline.importer.mailbox.MessageFingerprint;

/**
 * What is known of one folder: the messages in it, and from where to look on. It may still name
 * messages that somebody has removed since. Used by one thread at a time.
 */
final class FolderContents {
  private final Map<MessageFingerprint, Long> uids = new HashMap<>();
  private FolderPosition position = FolderPosition.START;

  FolderPosition position() {
    return position;
  }

  void learn(Look.Seen seen) {
    if (seen.anew()) {
      uids.clear();
    }
    seen.messages().forEach(message -> uids.merge(message.fingerprint(), message.uid(), Math::min));
    position = seen.position();
  }

  void forget(MessageFingerprint message) {
    uids.remove(message);
  }

  OptionalLong uidOf(MessageFingerprint message) {
    Long uid = uids.get(message);
    return uid == null ? OptionalLong.empty() : OptionalLong.of(uid);
  }

  int size() {
    return uids.size();
  }
}
