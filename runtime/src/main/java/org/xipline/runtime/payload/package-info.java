/** Payloads too large for a record: staged by one stage, redeemed by the next. */
@NullMarked
package org.xipline.runtime.payload;

import org.jspecify.annotations.NullMarked;
