/** How far the clocks of others are from this one. */
@NullMarked
package org.xipline.console.clock;

import org.jspecify.annotations.NullMarked;
