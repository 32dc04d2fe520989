/** The embedded default: broker, payloads and every service in this process, on one directory. */
@NullMarked
package org.xipline.console.pipeline;

import org.jspecify.annotations.NullMarked;
