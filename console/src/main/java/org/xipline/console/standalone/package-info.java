/** The whole pipeline in one process, for good. */
@NullMarked
package org.xipline.console.standalone;

import org.jspecify.annotations.NullMarked;
