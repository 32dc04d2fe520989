/** From an entry to what becomes of it: plain code, no Kafka. */
@NullMarked
package org.xipline.convert.conversion;

import org.jspecify.annotations.NullMarked;
