/** One service as a process: from its settings to its end. */
@NullMarked
package org.xipline.runtime.process;

import org.jspecify.annotations.NullMarked;
