/** Puts what is in an archive into a new directory: all of it, or nothing. */
@NullMarked
package org.xipline.archive.extract;

import org.jspecify.annotations.NullMarked;
