/** The dead letters: read straight from their topic, picked, dismissed. */
@NullMarked
package org.xipline.console.deadletter;

import org.jspecify.annotations.NullMarked;
