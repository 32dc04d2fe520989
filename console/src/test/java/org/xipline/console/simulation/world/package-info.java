/**
 * What the simulation runs: processes with real code in them, and the scripted world around them.
 */
@NullMarked
package org.xipline.console.simulation.world;

import org.jspecify.annotations.NullMarked;
