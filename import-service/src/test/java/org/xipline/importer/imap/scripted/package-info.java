/** An IMAP server in memory, which says what a test wants said. */
@NullMarked
package org.xipline.importer.imap.scripted;

import org.jspecify.annotations.NullMarked;
