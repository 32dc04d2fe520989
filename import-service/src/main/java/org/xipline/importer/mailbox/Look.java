package org.xipline.importer.mailbox;

import java.util.List;

/** What a look into a folder showed. */
public sealed interface Look {

  /**
   * The folder as far as it was asked for.
   *
   * @param messages those since the position, or all when {@code anew}
   * @param position where the next look may start
   * @param anew whether {@code messages} is all the folder holds, and what was known before is void
   */
  record Seen(List<StoredMessage> messages, FolderPosition position, boolean anew)
      implements Look {}

  /** The folder cannot be read now. */
  record Unread(AppendResult.TryLater cause) implements Look {}
}
