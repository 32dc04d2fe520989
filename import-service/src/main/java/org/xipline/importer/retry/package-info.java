/** When to try again: backoff, maximum age, and what waits for its time. */
@NullMarked
package org.xipline.importer.retry;

import org.jspecify.annotations.NullMarked;
