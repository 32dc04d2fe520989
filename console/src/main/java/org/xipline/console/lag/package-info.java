/** How far consumer groups are behind, as the brokers know it. */
@NullMarked
package org.xipline.console.lag;

import org.jspecify.annotations.NullMarked;
