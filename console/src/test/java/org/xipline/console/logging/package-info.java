@NullMarked
package org.xipline.console.logging;

import org.jspecify.annotations.NullMarked;
