/** Measures deliveries over IMAP beside other clients, in one run against one server. */
@NullMarked
package org.xipline.importer.imap.bench;

import org.jspecify.annotations.NullMarked;
