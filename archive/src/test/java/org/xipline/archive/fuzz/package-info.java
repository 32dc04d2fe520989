/** What the fuzz targets of several packages share. */
@NullMarked
package org.xipline.archive.fuzz;

import org.jspecify.annotations.NullMarked;
