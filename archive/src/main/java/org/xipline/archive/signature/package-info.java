/** Who signed an archive's table of contents, and whether that is someone to trust. */
@NullMarked
package org.xipline.archive.signature;

import org.jspecify.annotations.NullMarked;
