@NullMarked
package org.xipline.console.lag;

import org.jspecify.annotations.NullMarked;
