/**
 * Payloads go once it is proved that nobody needs them, and nobody has said that they must stay.
 */
@NullMarked
package org.xipline.console.purge;

import org.jspecify.annotations.NullMarked;
