/** Drops: where archives are put for xipline to take, and where they go afterwards. */
@NullMarked
package org.xipline.ingest.drop;

import org.jspecify.annotations.NullMarked;
