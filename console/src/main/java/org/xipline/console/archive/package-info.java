/** Archives on disk, looked at without importing them: verified, listed, extracted. */
@NullMarked
package org.xipline.console.archive;

import org.jspecify.annotations.NullMarked;
