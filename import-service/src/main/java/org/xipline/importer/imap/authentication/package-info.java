/** Who logs in to a mailbox, and with what. */
@NullMarked
package org.xipline.importer.imap.authentication;

import org.jspecify.annotations.NullMarked;
