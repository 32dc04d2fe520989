/** What must hold after every schedule. */
@NullMarked
package org.xipline.console.simulation.promise;

import org.jspecify.annotations.NullMarked;
