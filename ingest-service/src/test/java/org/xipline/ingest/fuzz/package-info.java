/** What the fuzz targets of several packages share. */
@NullMarked
package org.xipline.ingest.fuzz;

import org.jspecify.annotations.NullMarked;
