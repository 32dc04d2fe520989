@NullMarked
package org.xipline.console.archive;

import org.jspecify.annotations.NullMarked;
