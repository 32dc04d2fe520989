/** The container: header, table of contents, and the heap of bytes that it describes. */
@NullMarked
package org.xipline.archive.xar;

import org.jspecify.annotations.NullMarked;
