/**
 * Messages that came as messages: their bytes, read and passed on with as little change as can be.
 */
@NullMarked
package org.xipline.convert.mime.original;

import org.jspecify.annotations.NullMarked;
