/** The services of a cluster, each a process of its own. */
@NullMarked
package org.xipline.console.cluster;

import org.jspecify.annotations.NullMarked;
