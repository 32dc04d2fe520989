/** The container: header, table of contents, and the heap of bytes that it describes. */
@NullMarked
package org.xipline.ingest.xar;

import org.jspecify.annotations.NullMarked;
