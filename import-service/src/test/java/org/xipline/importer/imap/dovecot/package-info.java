/** A real IMAP server for tests, with mailboxes, quotas, TLS and tokens of its own. */
@NullMarked
package org.xipline.importer.imap.dovecot;

import org.jspecify.annotations.NullMarked;
