/** The ingest service: verified archives become entries. */
@NullMarked
package org.xipline.ingest;

import org.jspecify.annotations.NullMarked;
