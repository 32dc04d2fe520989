/** The folder XIP on its server: its name, its state, what is in it. */
@NullMarked
package org.xipline.importer.imap.folder;

import org.jspecify.annotations.NullMarked;
