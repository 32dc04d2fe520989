@NullMarked
package org.xipline.console.progress;

import org.jspecify.annotations.NullMarked;
