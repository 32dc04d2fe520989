/** The convert service: turns items into messages, one per mailbox. */
@NullMarked
package org.xipline.convert;

import org.jspecify.annotations.NullMarked;
