/** What a process of this service is known by among its like, before and after a restart. */
@NullMarked
package org.xipline.convert.instance;

import org.jspecify.annotations.NullMarked;
