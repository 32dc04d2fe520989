@NullMarked
package org.xipline.console.connector;

import org.jspecify.annotations.NullMarked;
