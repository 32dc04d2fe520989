/** The topics, each with its key, value, writer, reader, partitions and retention. */
@NullMarked
package org.xipline.schemas.topic;

import org.jspecify.annotations.NullMarked;
