package org.xipline.importer.imap;

import org.xipline.importer.mailbox.FolderPosition;

/** All messages below {@code uidNext} are known. */
record ImapPosition(long uidValidity, long uidNext) implements FolderPosition {}
