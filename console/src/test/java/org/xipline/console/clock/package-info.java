@NullMarked
package org.xipline.console.clock;

import org.jspecify.annotations.NullMarked;
