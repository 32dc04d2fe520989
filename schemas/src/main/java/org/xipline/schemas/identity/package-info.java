/** Identities that cross between services, as types. */
@NullMarked
package org.xipline.schemas.identity;

import org.jspecify.annotations.NullMarked;
