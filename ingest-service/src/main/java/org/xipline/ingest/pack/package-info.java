/** Writes signed XIPs: the source's side of an archive. */
@NullMarked
package org.xipline.ingest.pack;

import org.jspecify.annotations.NullMarked;
