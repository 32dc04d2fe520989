/** Tries users and rules on an archive: who would get what, and who nothing. */
@NullMarked
package org.xipline.console.mapping;

import org.jspecify.annotations.NullMarked;
