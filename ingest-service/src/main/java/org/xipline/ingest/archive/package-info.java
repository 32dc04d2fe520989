/** A signed archive as the rest of the service sees it: verified, then read entry by entry. */
@NullMarked
package org.xipline.ingest.archive;

import org.jspecify.annotations.NullMarked;
