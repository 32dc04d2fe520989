/** The dead letters themselves, read straight from their topic. */
@NullMarked
package org.xipline.console.deadletter;

import org.jspecify.annotations.NullMarked;
