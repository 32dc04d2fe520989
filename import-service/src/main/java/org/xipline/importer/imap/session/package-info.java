/** Sessions of mailboxes: logged in, kept for the next time, bounded in number. */
@NullMarked
package org.xipline.importer.imap.session;

import org.jspecify.annotations.NullMarked;
