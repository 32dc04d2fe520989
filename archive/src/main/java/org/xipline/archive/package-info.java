/** Signed XIP archives, looked at: who signed one, whether it is intact, what is in it. */
@NullMarked
package org.xipline.archive;

import org.jspecify.annotations.NullMarked;
