/** Mailboxes on an IMAP server: the folder XIP under INBOX, opened, read, appended to, settled. */
@NullMarked
package org.xipline.importer.imap;

import org.jspecify.annotations.NullMarked;
