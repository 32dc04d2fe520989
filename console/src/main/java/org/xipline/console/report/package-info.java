/** What the commands print about archives, pairs and dead letters: for people, and as JSON. */
@NullMarked
package org.xipline.console.report;

import org.jspecify.annotations.NullMarked;
