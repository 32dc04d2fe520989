/**
 * How services are put together from their settings, whether each runs alone or all in one process.
 */
@NullMarked
package org.xipline.console.assembly;

import org.jspecify.annotations.NullMarked;
