/** Messages on their way into a folder: many with one command, or many commands in one go. */
@NullMarked
package org.xipline.importer.imap.append;

import org.jspecify.annotations.NullMarked;
