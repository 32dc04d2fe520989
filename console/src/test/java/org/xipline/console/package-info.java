@NullMarked
package org.xipline.console;

import org.jspecify.annotations.NullMarked;
