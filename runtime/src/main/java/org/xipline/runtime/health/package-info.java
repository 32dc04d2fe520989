/** How a service says how it is, to whoever watches it. */
@NullMarked
package org.xipline.runtime.health;

import org.jspecify.annotations.NullMarked;
