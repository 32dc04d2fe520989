/** Mailboxes as Maildir++ directories. */
@NullMarked
package org.xipline.importer.maildir;

import org.jspecify.annotations.NullMarked;
