/** Addresses as mail writes them: fields of them, read leniently and as a whole. */
@NullMarked
package org.xipline.convert.address;

import org.jspecify.annotations.NullMarked;
