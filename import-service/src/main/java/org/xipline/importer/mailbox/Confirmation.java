package org.xipline.importer.mailbox;

import java.util.Set;

/** Which messages a folder still holds. */
public sealed interface Confirmation {

  /** It holds these of those that were asked for. */
  record Held(Set<MessageFingerprint> messages) implements Confirmation {}

  /** The folder cannot be read now. */
  record Unread(AppendResult.TryLater cause) implements Confirmation {}
}
