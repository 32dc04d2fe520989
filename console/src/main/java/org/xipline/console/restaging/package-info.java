/** Staging again what purging removed: an operator's action. */
@NullMarked
package org.xipline.console.restaging;

import org.jspecify.annotations.NullMarked;
