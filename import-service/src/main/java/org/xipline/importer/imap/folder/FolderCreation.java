package org.xipline.importer.imap.folder;

import org.xipline.importer.imap.answer.ServerAnswer;

/**
 * What came of creating a folder.
 *
 * @param answer to the creation; it is refused where somebody else was faster
 * @param status how the folder is afterwards
 */
public record FolderCreation(ServerAnswer answer, FolderStatus status) {}
