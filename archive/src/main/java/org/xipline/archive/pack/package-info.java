/** Writes signed XIPs: the source's side of an archive. */
@NullMarked
package org.xipline.archive.pack;

import org.jspecify.annotations.NullMarked;
