/** Whose mailbox an address means: a pure function of the address and an archive's snapshot. */
@NullMarked
package org.xipline.convert.routing;

import org.jspecify.annotations.NullMarked;
