package org.xipline.importer.imap.folder;

import org.xipline.importer.imap.answer.ServerAnswer;

/** What came of asking for a folder's state. */
public sealed interface FolderStatus {

  record Known(FolderState state) implements FolderStatus {}

  record Refused(ServerAnswer answer) implements FolderStatus {}
}
