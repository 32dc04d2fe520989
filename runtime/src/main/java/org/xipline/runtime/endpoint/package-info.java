/** What each process answers over HTTP: whether it lives, whether it is ready, what it counts. */
@NullMarked
package org.xipline.runtime.endpoint;

import org.jspecify.annotations.NullMarked;
