/** Decides whether an archive may be read, and reads it: the way into a signed archive. */
@NullMarked
package org.xipline.archive.verification;

import org.jspecify.annotations.NullMarked;
