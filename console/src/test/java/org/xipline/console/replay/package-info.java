@NullMarked
package org.xipline.console.replay;

import org.jspecify.annotations.NullMarked;
