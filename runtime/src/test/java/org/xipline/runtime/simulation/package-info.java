/**
 * A simulation on one thread, in virtual time: its seed decides who takes the next step. What runs
 * in it is real code; what it runs over is scripted.
 */
@NullMarked
package org.xipline.runtime.simulation;

import org.jspecify.annotations.NullMarked;
