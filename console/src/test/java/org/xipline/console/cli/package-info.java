@NullMarked
package org.xipline.console.cli;

import org.jspecify.annotations.NullMarked;
