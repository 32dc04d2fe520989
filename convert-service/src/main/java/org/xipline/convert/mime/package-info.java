/** Messages: an item rendered as RFC 5322, the same bytes on every run. */
@NullMarked
package org.xipline.convert.mime;

import org.jspecify.annotations.NullMarked;
