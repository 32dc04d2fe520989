/** Connections to one server: made, kept, bounded, given up. */
@NullMarked
package org.xipline.importer.imap.connection;

import org.jspecify.annotations.NullMarked;
