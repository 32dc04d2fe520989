@NullMarked
package org.xipline.console.deadletter;

import org.jspecify.annotations.NullMarked;
