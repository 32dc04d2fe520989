/** Pairs that wait for a record that no service will read any more. */
@NullMarked
package org.xipline.console.expiry;

import org.jspecify.annotations.NullMarked;
