@NullMarked
package org.xipline.console.command;

import org.jspecify.annotations.NullMarked;
