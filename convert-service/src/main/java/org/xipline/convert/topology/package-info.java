/** The way of entries through the service: reads as a table of contents. */
@NullMarked
package org.xipline.convert.topology;

import org.jspecify.annotations.NullMarked;
