@NullMarked
package org.xipline.console.watch;

import org.jspecify.annotations.NullMarked;
