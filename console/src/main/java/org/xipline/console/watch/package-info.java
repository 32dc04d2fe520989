/** What the console alone can tell operators, as meters: lag, balance, what is held, feeds. */
@NullMarked
package org.xipline.console.watch;

import org.jspecify.annotations.NullMarked;
