/** Names of payloads in the payload store. */
@NullMarked
package org.xipline.schemas.payload;

import org.jspecify.annotations.NullMarked;
