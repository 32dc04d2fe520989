package org.xipline.importer.mailbox;

import org.xipline.importer.mailbox.AppendResult.NotStored;

/** What came of looking into a folder. */
public sealed interface LookResult {

  /** All was shown. The next look may start from this position. */
  record Seen(FolderPosition position) implements LookResult {}

  /** The folder cannot be read now, and that becomes of the messages that are for it. */
  record Unread(NotStored cause) implements LookResult {}
}
