/** Records of {@code xip.entries}, decoded from bytes that may be anything. */
@NullMarked
package org.xipline.convert.entry;

import org.jspecify.annotations.NullMarked;
