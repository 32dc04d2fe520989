package org.xipline.importer.imap.folder;

/**
 * How a folder is.
 *
 * @param uidNext the next message has this uid or a higher one; 0 if the server does not say
 */
public record FolderState(long uidValidity, long uidNext, long messages) {}
