/** How far a command is, on standard error. */
@NullMarked
package org.xipline.console.progress;

import org.jspecify.annotations.NullMarked;
