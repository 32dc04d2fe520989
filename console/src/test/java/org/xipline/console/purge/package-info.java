@NullMarked
package org.xipline.console.purge;

import org.jspecify.annotations.NullMarked;
