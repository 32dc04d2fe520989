/** Clocks, and how they differ. */
@NullMarked
package org.xipline.runtime.clock;

import org.jspecify.annotations.NullMarked;
