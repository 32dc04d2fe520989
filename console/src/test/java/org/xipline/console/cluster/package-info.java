@NullMarked
package org.xipline.console.cluster;

import org.jspecify.annotations.NullMarked;
