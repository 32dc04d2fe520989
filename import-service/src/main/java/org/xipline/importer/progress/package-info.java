/** How far a partition is done: the commit watermark. */
@NullMarked
package org.xipline.importer.progress;

import org.jspecify.annotations.NullMarked;
