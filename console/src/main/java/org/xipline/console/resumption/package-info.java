/** Goes on with what an operator began and did not finish. */
@NullMarked
package org.xipline.console.resumption;

import org.jspecify.annotations.NullMarked;
