/** Topics, read from end to end by whoever asks. */
@NullMarked
package org.xipline.console.topic;

import org.jspecify.annotations.NullMarked;
