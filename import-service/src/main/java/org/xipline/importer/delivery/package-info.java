/** From records to mailboxes: poll loop, lanes, decisions, outcomes. */
@NullMarked
package org.xipline.importer.delivery;

import org.jspecify.annotations.NullMarked;
