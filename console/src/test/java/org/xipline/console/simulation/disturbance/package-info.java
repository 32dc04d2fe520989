/** What happens to the processes and the world around them. */
@NullMarked
package org.xipline.console.simulation.disturbance;

import org.jspecify.annotations.NullMarked;
