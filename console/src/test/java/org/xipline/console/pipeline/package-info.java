@NullMarked
package org.xipline.console.pipeline;

import org.jspecify.annotations.NullMarked;
