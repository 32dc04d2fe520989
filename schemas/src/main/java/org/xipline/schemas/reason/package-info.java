/** Stable reasons: why an archive was rejected, why a pair was set aside. */
@NullMarked
package org.xipline.schemas.reason;

import org.jspecify.annotations.NullMarked;
