/** One import from beginning to end: what was asked, what became of it. */
@NullMarked
package org.xipline.console.job;

import org.jspecify.annotations.NullMarked;
