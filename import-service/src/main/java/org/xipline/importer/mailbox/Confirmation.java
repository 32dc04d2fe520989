package org.xipline.importer.mailbox;

import java.util.Set;
import org.xipline.importer.mailbox.AppendResult.NotStored;

/** Which messages a folder still holds. */
public sealed interface Confirmation {

  /** It holds these of those that were asked for. */
  record Held(Set<StoredMessage> messages) implements Confirmation {}

  /** The folder cannot be read now, and that becomes of the messages that are for it. */
  record Unread(NotStored cause) implements Confirmation {}
}
